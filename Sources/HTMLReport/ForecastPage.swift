import CivilCalendar
import ControlInterface

/// The expected demand, week by week: a chart and its numbers for each item, and sums by clinic.
struct ForecastPage {
    let page: Page
    let forecast: ForecastReport

    var file: ReportFile {
        page.file(
            Page.Place.forecast.rawValue, "Forecast", at: .forecast,
            """
            <h1>Forecast of \(forecast.weeks) weeks</h1>
            <p>Every item that is owed is counted once: in the week of its appointment, or of its due date where it has none.
            <b>Before</b> is what was due earlier and is not booked. <b>Projected</b> is no obligation yet: it follows if all that is owed is
            done on its day and finds nothing new. Decisions and biopsies are not projected: nobody can know what they lead to. \(HTML.when(forecast.later > 0, "\(forecast.later) owed items lie after these weeks."))</p>
            \(ForecastChart.legend)
            \(items.isEmpty ? "<p>Nothing is expected.</p>" : .all(items.map(section)))
            """)
    }

    /// The items; those that need scanners and theatres come first.
    private var items: [String] {
        let order = ["brain-mri", "spine-mri", "mammogram", "csf", "biopsy", "visit"]
        return Set(forecast.rows.map(\.item)).sorted {
            (order.firstIndex(of: $0) ?? 9, $0) < (order.firstIndex(of: $1) ?? 9, $1)
        }
    }

    private func section(_ item: String) -> HTML {
        let rows = forecast.rows.filter { $0.item == item }
        let first = CivilDate(forecast.firstWeek) ?? .earliest
        let weeks = (0..<forecast.weeks).map { "\(first + .days(7 * $0))" }
        let needs = Dictionary(grouping: rows, by: \.week).mapValues(Need.init)
        let lines =
            (needs[nil].map { [("before", $0)] } ?? []) + weeks.map { ($0, needs[$0] ?? Need([])) }
        let last = lines.lastIndex { $0.1.sum > 0 } ?? 0
        let clinics = Dictionary(grouping: rows, by: \.clinic).mapValues(Need.init).sorted { $0.key < $1.key }
        let sum = Need(rows)
        return """
            <section><h2>\(item)</h2>
            <p>\(sum.sum) in all: \(sum.booked) booked, \(sum.unbooked) owed and not booked, \(sum.projected) projected.</p>
            \(ForecastChart(item: item, lines: lines).figure)
            <table><caption>\(item) by clinic</caption>\(heads("Clinic"))<tbody>\(clinics.map { row($0.key.isEmpty ? "none recorded" : $0.key, $0.value) })</tbody></table>
            <details><summary>The numbers of each week</summary><table><caption>\(item) by week</caption>\(heads("Week of"))<tbody>\(lines[...last].map { row($0.0, $0.1) })</tbody></table></details>
            </section>

            """
    }

    private func heads(_ first: HTML) -> HTML {
        """
        <thead><tr><th scope="col">\(first)</th><th scope="col" class="n">All</th><th scope="col" class="n">Booked</th>\
        <th scope="col" class="n">Not booked</th><th scope="col" class="n">Projected</th></tr></thead>
        """
    }

    private func row(_ name: String, _ need: Need) -> HTML {
        """
        <tr><th scope="row" class="free">\(name)</th><td class="n">\(need.sum)</td><td class="n">\(need.booked)</td>\
        <td class="n">\(need.unbooked)</td><td class="n">\(need.projected)</td></tr>
        """
    }

    /// The demand in a week, or at a clinic.
    struct Need {
        let booked: Int
        let unbooked: Int
        let projected: Int
        var sum: Int { booked + unbooked + projected }

        init(_ rows: [ForecastRow]) {
            booked = rows.reduce(0) { $0 + $1.booked }
            unbooked = rows.reduce(0) { $0 + $1.unbooked }
            projected = rows.reduce(0) { $0 + $1.projected }
        }
    }
}

/// The weeks of an item as stacked bars: booked at the bottom, then owed and not booked, then projected.
struct ForecastChart {
    private static let (width, left, height, top, bottom) = (960, 40, 170, 14, 26)

    let item: String
    let lines: [(name: String, need: ForecastPage.Need)]

    static let legend: HTML = """
        <ul class="legend" aria-hidden="true"><li>\(swatch("f-booked"))booked</li><li>\(swatch("f-open"))owed, not booked</li><li>\(swatch("f-later"))projected</li></ul>
        """

    private static func swatch(_ style: HTML) -> HTML {
        "<svg viewBox=\"0 0 14 14\"><rect class=\"\(style)\" x=\"1\" y=\"1\" width=\"12\" height=\"12\"></rect></svg>"
    }

    var figure: HTML {
        let most = max(lines.map(\.need.sum).max() ?? 1, 1)
        let floor = ForecastChart.top + ForecastChart.height
        func height(_ count: Int) -> Int { count * ForecastChart.height / most }
        let step = (ForecastChart.width - ForecastChart.left) / max(lines.count, 1)
        let bars = lines.enumerated().map { place, line -> HTML in
            let x = ForecastChart.left + place * step
            let (booked, unbooked, projected) = (line.need.booked, line.need.unbooked, line.need.projected)
            let (one, two, three) = (height(booked), height(booked + unbooked), height(booked + unbooked + projected))
            let width = max(step - 4, 2)
            // Labels every fourth week, but not next to the label of what was due before.
            let hasBefore = lines.first?.name == "before"
            let isLabelled = line.name == "before" || place % 4 == (hasBefore ? 3 : 0)
            return """
                <g><title>\(line.name): \(booked) booked, \(unbooked) not booked, \(projected) projected</title>\
                <rect class="f-later" x="\(x)" y="\(floor - three)" width="\(width)" height="\(three - two)"></rect>\
                <rect class="f-open" x="\(x)" y="\(floor - two)" width="\(width)" height="\(two - one)"></rect>\
                <rect class="f-booked" x="\(x)" y="\(floor - one)" width="\(width)" height="\(one)"></rect>\
                \(line.need.sum == 0 ? .nothing : "<text x=\"\(x + width / 2)\" y=\"\(floor - three - 3)\" text-anchor=\"middle\">\(line.need.sum)</text>" as HTML)\
                \(HTML.when(isLabelled, "<text class=\"t-quiet\" x=\"\(x + width / 2)\" y=\"\(floor + 16)\" text-anchor=\"middle\">\(line.name == "before" ? "before" : line.name)</text>"))</g>
                """
        }
        return """
            <div class="timeline scroll" tabindex="0" role="region" aria-label="Chart of \(item); its numbers stand in the tables below">
            <svg viewBox="0 0 \(ForecastChart.width) \(floor + ForecastChart.bottom)" role="img" aria-label="\(item) by week: at most \(most) in a week">
            \(bars)
            <path class="s-line" d="M\(ForecastChart.left) \(floor)H\(ForecastChart.width)"></path>
            </svg></div>
            """
    }
}
