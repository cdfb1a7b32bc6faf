/// Where the columns of an event stand, looked up once a file.
struct EventColumnIndices: Sendable {
    let mrn: Int
    let date: Int
    let event: Int
    let detail: Int
    let result: Int
    let site: Int
    let count: Int
    let size: Int
    let value: Int
    /// How many columns there are, those that nothing reads included.
    let columnCount: Int
    /// The columns that say what happened, where they stand side by side with none of the others between them.
    let content: ClosedRange<Int>?
    /// The columns behind the record number and the date, where these two come first.
    let tail: ClosedRange<Int>?

    init(_ header: Header<EventColumn>) {
        mrn = header.index(of: .mrn)
        date = header.index(of: .date)
        event = header.index(of: .event)
        detail = header.index(of: .detail)
        result = header.index(of: .result)
        site = header.index(of: .site)
        count = header.index(of: .count)
        size = header.index(of: .size)
        value = header.index(of: .value)
        columnCount = header.count
        let used = [event, detail, result, site, count, size, value].filter { $0 >= 0 }.sorted()
        let range = (used.first ?? 0)...(used.last ?? 0)
        content = range.contains(mrn) || range.contains(date) ? nil : range
        tail = mrn == 0 && date == 1 && columnCount > 2 ? 2...columnCount - 1 : nil
    }
}
