/// Many rows as tables of a hundred: a browser lays out only those that are looked at, so that a list of thousands opens at once.
///
/// All rows are in the page, for whoever searches, prints or runs no script. Where rows are filtered, the script fills the tables
/// anew from the first on.
struct PartedTable {
    static let rowsOfPart = 100

    /// What the rows are, in a caption: "Urgent 1 to 100 of 230".
    let name: String
    /// What is to be said of their order.
    let order: String
    /// The style of the columns.
    let style: HTML
    /// The headings of the columns, as cells.
    let heads: HTML
    let rows: [HTML]

    var parts: HTML {
        .all(
            stride(from: 0, to: rows.count, by: PartedTable.rowsOfPart).map { start in
                let end = min(start + PartedTable.rowsOfPart, rows.count)
                return """
                    <div class="part\(HTML.when(rows.count > PartedTable.rowsOfPart, " far"))"><table class="list \(style)">
                    <caption>\(name) <span>\(start + 1) to \(end)</span> of <span>\(rows.count)</span>\(order)</caption>
                    <thead><tr>\(heads)</tr></thead>
                    <tbody>
                    \(Array(rows[start..<end]))</tbody></table></div>

                    """
            })
    }
}
