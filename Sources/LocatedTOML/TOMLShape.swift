/// What kind of value stands at a key of a TOML file.
public enum TOMLShape: String, CaseIterable, Hashable, Sendable {
    /// A table, with a header of its own or inline.
    case table
    /// An array.
    case array
    /// A string.
    case string
    /// A whole number.
    case integer
    /// A number with a fraction or an exponent.
    case float
    /// `true` or `false`.
    case boolean
    /// A date, unquoted.
    case date
    /// A time of day, unquoted.
    case time
    /// A date with a time of day, unquoted.
    case dateTime = "date-time"
    /// A value that could not be read and has been reported as such.
    case damaged

    /// The kind with its article.
    var phrase: String {
        switch self {
        case .array, .integer: "an \(rawValue)"
        case .table, .string, .float, .boolean, .date, .time, .damaged: "a \(rawValue)"
        case .dateTime: "a date with a time of day"
        }
    }
}
