/// The columns of `events.csv`.
enum EventColumn: String, RosterColumn {
    case mrn, date, event, detail, result, site, count
    case size = "size_mm"
    case value, note

    var isRequired: Bool {
        switch self {
        case .mrn, .date, .event: true
        case .detail, .result, .site, .count, .size, .value, .note: false
        }
    }

    static let number = EventColumn.mrn
    var isDate: Bool { self == .date }

    var isShown: Bool {
        switch self {
        case .date, .event, .detail, .result: true
        case .mrn, .site, .count, .size, .value, .note: false
        }
    }
}
