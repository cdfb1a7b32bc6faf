import CivilCalendar
import ClinicalModel
import ControlInterface
import Terminal

/// A patient's course along a time line, in plain characters: what was done and found, what is owed when, and today.
///
/// Every mark stands in the column of its day; the chart shows the last three years and what is ahead.
struct CourseChart {
    /// A line of the chart.
    private enum Lane: String, CaseIterable {
        case scans, treatment, findings, other

        /// The lane of an event's rows, by its first word.
        init(_ words: String) {
            self =
                switch words.prefix(while: { $0 != " " }) {
                case "imaging": .scans
                case "drug", "radiotherapy", "surgery": .treatment
                case "diagnosis", "metastasis", "symptom", "systemic", "leptomeningeal", "csf", "biopsy": .findings
                default: .other
                }
        }

        /// The mark of a row; for a scan `o` if negative or stable, else `O`.
        func mark(_ words: String) -> Character {
            switch self {
            case .scans: words.contains("negative") || words.contains("stable") ? "o" : "O"
            case .treatment: words.hasSuffix("start") ? "+" : words.hasSuffix("stop") ? "-" : "T"
            case .findings: "x"
            case .other: "."
            }
        }
    }

    private static let years = 3

    private let summary: PatientSummary
    private let today: CivilDate
    private let first: CivilDate
    private let last: CivilDate
    private let columns: Int
    /// The width of the labels.
    private let margin: Int

    /// The chart for a terminal of so many columns; nil if it is empty or does not fit.
    init?(_ summary: PatientSummary, width: Int) {
        let labels = Lane.allCases.map(\.rawValue) + summary.items.map(\.item)
        margin = 1 + (labels.map(TerminalText.width).max() ?? 0)
        guard let today = CivilDate(summary.asOf), width >= margin + 20 else { return nil }
        let dates = summary.timeline.compactMap { PartialDate($0.fact.date)?.first }
        let ends = summary.items.compactMap { CivilDate($0.latest) }
        guard let earliest = (dates + ends).min() else { return nil }
        self.summary = summary
        self.today = today
        first = max(min(earliest, today), today - Interval(12 * Self.years, .months))
        // Items owed in years would compress the past into a few columns.
        last = max(today + Interval(2, .months), min((dates + ends).max() ?? today, today + Interval(12, .months)))
        columns = width - margin
    }

    /// The lines: lanes, owed items, the scale, and the legend.
    var lines: [String] {
        var lines: [String] = []
        var before = 0
        for lane in Lane.allCases {
            var line = blank
            for entry in summary.timeline where Lane(entry.fact.words) == lane {
                guard let date = PartialDate(entry.fact.date)?.first else { continue }
                if date < first { before += 1 } else { mark(&line, date, lane.mark(entry.fact.words)) }
            }
            if line != blank { lines.append(labelled(lane.rawValue, line)) }
        }
        for item in summary.items {
            guard let window = window(item) else { continue }
            lines.append(labelled(item.item, window))
        }
        lines.append(labelled("", scale))
        lines.append(labelled("", blank.replacing("today", around: column(today))))
        var legend = [
            "o scan, O scan that found something, + start, - stop, T other treatment, x finding, 2..9 several"
        ]
        if !summary.items.isEmpty {
            legend.append("[ earliest, D due, ] latest, > later than shown, ! overdue until today")
        }
        lines += legend.flatMap { TerminalText.wrapped($0, to: margin + columns, indent: 2) }
        if before > 0 {
            let words = "\(Pluralised(before, "row").with("is", "are")) from before \(first): see the history"
            lines += TerminalText.wrapped(words, to: margin + columns, indent: 2)
        }
        return lines
    }

    private var blank: [Character] {
        var line = [Character](repeating: " ", count: columns)
        line[column(today)] = "|"
        return line
    }

    private var scale: [Character] {
        var line = [Character](repeating: "-", count: columns)
        for year in first.components.year...last.components.year {
            guard let start = CivilDate(year: year, month: 1, day: 1), start >= first, start <= last else { continue }
            line = line.replacing("\(year)", around: column(start), isStart: true)
        }
        line[column(today)] = "|"
        return line
    }

    private func window(_ item: ItemReport) -> [Character]? {
        guard let earliest = CivilDate(item.earliest), let due = CivilDate(item.due),
            let latest = CivilDate(item.latest)
        else { return nil }
        var line = blank
        for place in column(earliest)...column(latest) { line[place] = "-" }
        for (date, mark) in [(earliest, "["), (latest, "]"), (due, "D")] as [(CivilDate, Character)] {
            if date >= first { line[column(date)] = date > last ? ">" : mark }
        }
        // Even the least delay is visible.
        if latest < today {
            for place in min(column(latest) + 1, column(today))...column(today) { line[place] = "!" }
        }
        return line
    }

    private func column(_ date: CivilDate) -> Int {
        let place = date.days(since: first) * (columns - 1) / max(1, last.days(since: first))
        return min(max(0, place), columns - 1)
    }

    private func mark(_ line: inout [Character], _ date: CivilDate, _ mark: Character) {
        let place = column(date)
        if date > last {
            line[place] = ">"
        } else if let count = line[place].wholeNumberValue {
            line[place] = count < 9 ? Character("\(count + 1)") : "9"
        } else {
            line[place] = line[place] == " " || line[place] == "|" ? mark : "2"
        }
    }

    private func labelled(_ label: String, _ line: [Character]) -> String {
        var text = TerminalText.fitted(TerminalText.visible(label), to: margin - 1) + " " + String(line)
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}

extension [Character] {
    /// The line with a text over it, in the middle or from a position, moved so that all of it fits.
    fileprivate func replacing(_ text: String, around place: Int, isStart: Bool = false) -> [Character] {
        var line = self
        let start = Swift.max(0, Swift.min(isStart ? place : place - text.count / 2, count - text.count))
        for (offset, character) in text.enumerated() where start + offset < count { line[start + offset] = character }
        return line
    }
}
