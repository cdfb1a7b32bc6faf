import CivilCalendar

/// A value of a TOML file, free of the parser that read it.
enum TOMLNode {
    case table([String: TOMLNode])
    case array([TOMLNode])
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    case date(CivilDate)
    case time
    case dateTime
    /// The value was reported as a fault of syntax; whoever reads it shall stay silent.
    case damaged

    var shape: TOMLShape {
        switch self {
        case .table: .table
        case .array: .array
        case .string: .string
        case .integer: .integer
        case .float: .float
        case .boolean: .boolean
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .damaged: .damaged
        }
    }
}
