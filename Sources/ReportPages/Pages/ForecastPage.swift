import CivilCalendar
import ControlInterface

/// What will be needed, week by week: a chart and its numbers for each item, and sums by clinic.
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

    /// The items, those that scanners and theatres are booked for first.
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

    /// What is needed in a week, or at a clinic.
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
