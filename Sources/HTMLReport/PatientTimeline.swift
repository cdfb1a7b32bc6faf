import CivilCalendar
import ControlInterface

/// The course of a patient as a drawing: findings and treatments, the windows of what is owed, today.
struct TimelineDrawing {
    private static let (width, left, right, laneHeight, top) = (960, 170, 16, 26, 30)
    /// The number of days that the drawing goes back; earlier rows are counted at its edge and listed in the table of
    /// rows.
    private static let daysBack = 1_095
    private static let daysAhead = 400
    private static let drugLanes = 5

    private let summary: PatientSummary
    private let today: CivilDate
    private let first: CivilDate
    private let last: CivilDate
    private let marks: [(mark: TimelineMark, day: CivilDate, fact: FactReport)]
    private let courses: [(drug: String, from: CivilDate, to: CivilDate?)]
    private let earlier: Int

    init(_ summary: PatientSummary) {
        self.summary = summary
        let today = CivilDate(summary.asOf) ?? .earliest
        self.today = today
        var marks: [(mark: TimelineMark, day: CivilDate, fact: FactReport)] = []
        var courses: [(drug: String, from: CivilDate, to: CivilDate?)] = []
        for entry in summary.timeline {
            guard let day = PartialDate(entry.fact.date)?.first else { continue }
            let words = entry.fact.words.split(separator: " ")
            if words.first == "drug", words.count >= 3 {
                TimelineDrawing.note(String(words[1]), words[2] == "start", on: day, in: &courses)
            } else if let mark = TimelineMark(words) {
                marks.append((mark, day, entry.fact))
            }
        }
        let windows = summary.items.flatMap { [$0.earliest, $0.latest, $0.booked ?? $0.due] }.compactMap {
            CivilDate($0)
        }
        let oldest = (marks.map(\.day) + courses.map(\.from)).min() ?? today
        let first = min(max(oldest, today + .days(-TimelineDrawing.daysBack)), today + .days(-120)) + .days(-10)
        self.first = first
        last = max(min(windows.max() ?? today, today + .days(TimelineDrawing.daysAhead)), today + .days(90)) + .days(10)
        self.marks = marks.filter { $0.day >= first }
        self.courses = courses.filter { $0.to.map { $0 >= first } ?? true }.suffix(TimelineDrawing.drugLanes)
        earlier = marks.count { $0.day < first }
    }

    private static func note(
        _ drug: String, _ isStart: Bool, on day: CivilDate,
        in courses: inout [(drug: String, from: CivilDate, to: CivilDate?)]
    ) {
        let running = courses.lastIndex { $0.drug == drug && $0.to == nil }
        if isStart {
            if running == nil { courses.append((drug, day, nil)) }
        } else if let running {
            courses[running].to = day
        }
    }

    /// The drawing with its description and legend.
    var figure: HTML {
        let lanes = TimelineMark.Lane.allCases.filter { lane in marks.contains { $0.mark.lane == lane } }
        let drugs = courses.reduce(into: [String]()) { if !$0.contains($1.drug) { $0.append($1.drug) } }
        let rows = lanes.count + drugs.count + summary.items.count
        let bottom = TimelineDrawing.top + rows * TimelineDrawing.laneHeight
        func y(_ row: Int) -> Int {
            TimelineDrawing.top + row * TimelineDrawing.laneHeight + TimelineDrawing.laneHeight / 2
        }
        let drawing: [HTML] =
            [axis(bottom)]
            + lanes.enumerated().map { row, lane in
                label(lane.rawValue, y(row))
                    + .all(
                        marks.filter { $0.mark.lane == lane }.map {
                            TimelineMark.drawn(
                                $0.mark.form, x($0.day), y(row), "<title>\($0.fact.date) \($0.fact.words)</title>")
                        })
            }
            + drugs.enumerated().map { row, drug in
                label(drug, y(lanes.count + row))
                    + .all(
                        courses.filter { $0.drug == drug }.map { bar($0.from, $0.to, y(lanes.count + row), $0.drug) })
            }
            + summary.items.enumerated().map { row, item in window(item, y(lanes.count + drugs.count + row)) }
            + [
                "<path class=\"s-today\" d=\"M\(x(today)) \(TimelineDrawing.top - 8)V\(bottom)\"></path><text x=\"\(x(today))\" y=\"12\" text-anchor=\"middle\">today</text>"
            ]
        return """
            <div class="timeline scroll" tabindex="0" role="region" aria-label="Timeline; the same rows stand in the table Record below">
            <svg viewBox="0 0 \(TimelineDrawing.width) \(bottom + 8)" role="img" aria-label="\(description)">
            \(drawing)
            </svg></div>
            \(TimelineDrawing.legend)
            \(HTML.when(earlier > 0, "<p class=\"quiet small\">\(earlier) earlier rows stand in the table below.</p>"))
            """
    }

    private var description: String {
        "Course from \(first) to \(last). Owed: "
            + (summary.items.isEmpty
                ? "nothing."
                : summary.items.map { "\($0.item) from \($0.earliest) to \($0.latest), due \($0.due)" }
                    .joined(separator: "; ") + ".")
    }

    private static let legend: HTML = """
        <ul class="legend" aria-hidden="true"><li>\(symbol(.worse))found, new or growing</li><li>\(symbol(.calm))nothing new</li>\
        <li>\(symbol(.unsure))cannot be told</li><li>\(symbol(.symptom))symptom</li><li>\(symbol(.done))treatment</li>\
        <li>\(symbol(.other))another row</li><li><svg viewBox="0 0 14 14"><rect class="f-drug" x="1" y="4" width="12" height="6"></rect></svg>drug</li>\
        <li><svg viewBox="0 0 14 14"><path class="f-treat" d="M2 3h10l-5 8z"></path></svg>appointment</li>\
        <li><svg viewBox="0 0 14 14"><rect class="f-window" x="1" y="3" width="12" height="8"></rect></svg>window of what is owed, with its due date</li></ul>
        """

    private static func symbol(_ form: TimelineMark.Form) -> HTML {
        "<svg viewBox=\"0 0 14 14\">\(TimelineMark.drawn(form, 7, 7, .nothing))</svg>"
    }

    private func x(_ day: CivilDate) -> Int {
        let span = max(last.days(since: first), 1)
        let inside = min(max(day.days(since: first), 0), span)
        return TimelineDrawing.left + inside * (TimelineDrawing.width - TimelineDrawing.left - TimelineDrawing.right)
            / span
    }

    private func label(_ text: String, _ y: Int) -> HTML {
        let shown = text.count > 24 ? text.prefix(23) + "…" : text
        return "<text x=\"0\" y=\"\(y + 4)\">\(String(shown))</text>"
    }

    private func axis(_ bottom: Int) -> HTML {
        let months = last.days(since: first) > 800 ? 6 : last.days(since: first) > 400 ? 3 : 1
        var ticks: [HTML] = []
        let (year, month, _) = first.components
        for step in 0..<80 {
            let number = year * 12 + (month - 1) / months * months + step * months
            guard let day = CivilDate(year: number / 12, month: number % 12 + 1, day: 1) else { break }
            if day > last { break }
            if day < first { continue }
            let isNearToday = abs(x(day) - x(today)) < 48
            ticks.append(
                """
                <path class="s-line" d="M\(x(day)) \(TimelineDrawing.top - 6)V\(bottom)"></path>\
                \(isNearToday ? .nothing : "<text class=\"t-quiet\" x=\"\(x(day))\" y=\"12\" text-anchor=\"middle\">\(String(day.description.prefix(7)))</text>" as HTML)
                """)
        }
        return .all(ticks)
    }

    private func bar(_ from: CivilDate, _ to: CivilDate?, _ y: Int, _ drug: String) -> HTML {
        let end = to ?? today
        return """
            <rect class="f-drug" x="\(x(from))" y="\(y - 6)" width="\(max(x(end) - x(from), 3))" height="12" rx="2">\
            <title>\(drug) \(from.description) to \(to?.description ?? "now")</title></rect>
            """
    }

    private func window(_ item: ItemReport, _ y: Int) -> HTML {
        guard let earliest = CivilDate(item.earliest), let due = CivilDate(item.due),
            let latest = CivilDate(item.latest)
        else { return .nothing }
        let isOverdue = item.status == "overdue"
        let booked = item.booked.flatMap { PartialDate($0)?.first }
        return label(item.item, y) + """
            <rect class="\(isOverdue ? "f-overdue" : "f-window")" x="\(x(earliest))" y="\(y - 8)" width="\(max(x(latest) - x(earliest), 4))" height="16" rx="2">\
            <title>\(item.item): window \(item.earliest) to \(item.latest), due \(item.due)</title></rect>\
            <path class="s-due" d="M\(x(due)) \(y - 8)v16"></path>\
            \(isOverdue && x(today) > x(latest) ? "<path class=\"s-today\" stroke-dasharray=\"4 3\" d=\"M\(x(latest)) \(y)H\(x(today))\"></path>" as HTML : .nothing)\
            \(HTML.given(booked) { "<path class=\"f-treat\" d=\"M\(x($0) - 5) \(y - 11)h10l-5 8z\"><title>booked for \($0.description)</title></path>" })
            """
    }
}

extension HTML {
    /// Joins two pieces.
    static func + (first: HTML, second: HTML) -> HTML { .all([first, second]) }
}

/// How the drawing shows a row of a history: in which lane, in which form.
struct TimelineMark {
    enum Lane: String, CaseIterable {
        case brainScans = "Brain scans"
        case treatment = "Treatment"
        case course = "Disease, symptoms"
        case tests = "Tests, visits"
    }

    /// The form distinguishes the kinds as well as the colour does.
    enum Form {
        /// New or growing disease.
        case worse
        /// Nothing new.
        case calm
        /// Undetermined.
        case unsure
        /// A treatment or procedure.
        case done
        /// A symptom.
        case symptom
        /// Any other event.
        case other
    }

    let lane: Lane
    let form: Form

    /// The mark for the words of a row; nil for what is drawn in a different way (drugs, appointments) or not at all.
    init?(_ words: [Substring]) {
        let detail = words.dropFirst().first ?? ""
        let result = words.dropFirst(2).first ?? ""
        switch words.first {
        case "imaging" where detail == "mri-brain" || detail == "ct-brain":
            (lane, form) = (.brainScans, TimelineMark.form(of: result))
        case "imaging": (lane, form) = (.tests, TimelineMark.form(of: result))
        case "surgery", "radiotherapy": (lane, form) = (.treatment, .done)
        case "decision": (lane, form) = (.treatment, .other)
        case "symptom": (lane, form) = (.course, detail == "resolved" || result == "resolved" ? .calm : .symptom)
        case "metastasis", "leptomeningeal":
            let isGood = words.contains("excluded")
            (lane, form) = (.course, isGood ? .calm : words.contains("suspected") ? .unsure : .worse)
        case "diagnosis", "systemic", "status", "contraindication": (lane, form) = (.course, .other)
        case "csf", "biopsy": (lane, form) = (.tests, TimelineMark.form(of: words.dropFirst().last ?? ""))
        case "biomarker", "performance", "visit", "interval": (lane, form) = (.tests, .other)
        default: return nil
        }
    }

    private static func form(of result: Substring) -> Form {
        switch result {
        case "new-lesions", "progression", "positive": .worse
        case "equivocal", "non-diagnostic": .unsure
        default: .calm
        }
    }

    /// A form drawn at a place.
    static func drawn(_ form: Form, _ x: Int, _ y: Int, _ title: HTML) -> HTML {
        switch form {
        case .worse: "<circle class=\"f-bad\" cx=\"\(x)\" cy=\"\(y)\" r=\"6\">\(title)</circle>"
        case .calm: "<circle class=\"f-good\" cx=\"\(x)\" cy=\"\(y)\" r=\"5\">\(title)</circle>"
        case .unsure:
            "<rect class=\"f-unsure\" x=\"\(x - 5)\" y=\"\(y - 5)\" width=\"10\" height=\"10\">\(title)</rect>"
        case .done: "<path class=\"f-treat\" d=\"M\(x) \(y - 7)l7 7l-7 7l-7 -7z\">\(title)</path>"
        case .symptom: "<path class=\"f-bad\" d=\"M\(x) \(y - 6)l6 12h-12z\">\(title)</path>"
        case .other: "<path class=\"f-later\" d=\"M\(x - 4) \(y - 4)h8v8h-8z\">\(title)</path>"
        }
    }
}
