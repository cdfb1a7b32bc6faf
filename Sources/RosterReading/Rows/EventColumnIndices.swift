/// Where the columns of an event stand, looked up once a file.
struct EventColumnIndices {
    let mrn: Int
    let date: Int
    let event: Int
    let detail: Int
    let result: Int
    let site: Int
    let count: Int
    let size: Int
    let value: Int

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
    }
}
