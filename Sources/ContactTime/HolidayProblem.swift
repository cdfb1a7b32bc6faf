/// What can be wrong with a calendar file of holidays. What it quotes of the file is cut and free of control characters.
public enum HolidayProblem: Hashable, Sendable {
    /// The file has more bytes than this.
    case tooLarge(limit: Int)
    /// The file does not begin as an iCalendar file does.
    case notCalendar
    /// A line, with those that continue it, has more bytes than this.
    case lineTooLong(limit: Int)
    /// A line has no colon between a name and a value.
    case notProperty
    /// Components stand inside each other more often than this.
    case tooDeep(limit: Int)
    /// An `END` of another component than the one that is open; nil where none is open.
    case wrongEnd(found: String, open: String?)
    /// The file ends within a component.
    case unfinished(component: String)
    /// An event has no day on which it begins.
    case missingStart
    /// A property stands more than once in an event.
    case doubled(property: String)
    /// A value that is no day of the calendar.
    case badDay(property: String, value: String)
    /// A length that is no number of days or weeks.
    case badDuration(value: String)
    /// An event that ends before it begins.
    case endsBeforeStart
    /// An event has more days than this.
    case eventTooLong(limit: Int)
    /// A rule that is not written as a rule is.
    case badRule(part: String)
    /// A rule that is written well and not understood here.
    case unsupportedRule(part: String)
    /// A property that changes on which days an event is, and is not understood here.
    case unsupportedProperty(name: String)
    /// The events of the file have more days than this, all together.
    case tooManyDays(limit: Int)

    /// What is wrong.
    public var reason: String {
        switch self {
        case .tooLarge(let limit): "is larger than \(limit) bytes"
        case .notCalendar: "is not an iCalendar file: it does not begin with BEGIN:VCALENDAR"
        case .lineTooLong(let limit): "the line, with those that continue it, is longer than \(limit) bytes"
        case .notProperty: "the line has no colon between a name and a value"
        case .tooDeep(let limit): "components stand inside each other more than \(limit) deep"
        case .wrongEnd(let found, .some(let open)): "END:\(found) stands where END:\(open) should"
        case .wrongEnd(let found, .none): "END:\(found) ends what never began"
        case .unfinished(let component): "the file ends before END:\(component)"
        case .missingStart: "the event has no DTSTART, and so no day"
        case .doubled(let property): "the event has \(property) more than once"
        case .badDay(let property, let value): "\(property) \"\(value)\" is no day of the calendar"
        case .badDuration(let value): "DURATION \"\(value)\" is no number of days or weeks"
        case .endsBeforeStart: "the event ends before it begins"
        case .eventTooLong(let limit): "the event lasts longer than \(limit) days"
        case .badRule(let part): "the RRULE cannot be read at \"\(part)\""
        case .unsupportedRule(let part): "the RRULE has \"\(part)\", which cnswatch does not follow"
        case .unsupportedProperty(let name): "the event has \(name), which cnswatch does not follow"
        case .tooManyDays(let limit): "the events of the file have more than \(limit) days"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .tooLarge, .notCalendar: "name a calendar file (.ics) of public holidays"
        case .lineTooLong: "remove the line; a holiday needs none so long"
        case .notProperty: "write NAME:VALUE, or begin the line with a blank where it continues the one before"
        case .tooDeep, .wrongEnd: "let each BEGIN have its END, or fetch the file anew"
        case .unfinished: "fetch the file anew; it was cut off"
        case .missingStart: "add a line like DTSTART;VALUE=DATE:20261225"
        case .doubled(let property): "remove all but one line of \(property)"
        case .badDay(let property, _): "write a day like \(property);VALUE=DATE:20261225"
        case .badDuration: "write days like DURATION:P1D, or say with DTEND on which day it is over"
        case .endsBeforeStart: "let DTEND be the day after the last day of the event"
        case .eventTooLong: "write one event for each holiday"
        case .badRule: "write a rule like RRULE:FREQ=YEARLY;COUNT=10"
        case .unsupportedRule, .unsupportedProperty:
            "list the days one by one, or have the event come back on its date with RRULE:FREQ=YEARLY"
        case .tooManyDays: "name a file that holds public holidays and nothing else"
        }
    }
}
