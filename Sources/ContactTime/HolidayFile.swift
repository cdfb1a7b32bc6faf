import CivilCalendar

/// The holidays of an iCalendar file (RFC 5545), as public bodies publish them.
///
/// Every event that is not cancelled counts, whatever its title: from the day of `DTSTART` to the day before `DTEND`,
/// again by `RRULE:FREQ=YEARLY` and `RDATE`, without `EXDATE`. Times and zones are ignored except for their days. An
/// event that cannot be interpreted is set aside with a fault; the others count. A caller that wants all or nothing
/// checks that ``faults`` is empty.
public struct HolidayFile: Hashable, Sendable {
    /// The largest file size: 1 MiB.
    public static let sizeLimit = 1 << 20
    /// The most days of all events of a file together.
    public static let dayLimit = 20_000
    /// The most years over which rules are expanded; later years are left out.
    public static let yearLimit = 100
    /// The most faults reported; a file with more of them is a different kind of file.
    public static let faultLimit = 20

    /// The holidays; those of rules within the requested years only.
    public let days: Set<CivilDate>
    /// What was set aside, and why, in line order; at most ``faultLimit``.
    public let faults: [HolidayFault]
    /// The last holiday that is listed or comes from a rule with an end.
    ///
    /// Rules without an end do not count: many files give Christmas by such a rule, while they list Easter year by
    /// year. Nil if the file has no other days, or none at all.
    public let lastDay: CivilDate?

    /// Parses the bytes of a file.
    ///
    /// - Parameters:
    ///   - file: the name used in faults.
    ///   - years: the years over which rules are expanded; listed days count whatever their year.
    public init(bytes: [UInt8], file: String, years: ClosedRange<Int>) {
        let years = years.clamped(to: 1...9999)
        var reading = Reading(
            file: file, years: years.lowerBound...min(years.upperBound, years.lowerBound + HolidayFile.yearLimit - 1))
        reading.read(bytes)
        days = reading.days
        faults = reading.faults
        lastDay = reading.lastDay
    }

    /// Returns whether the file must be fetched again, since it may lack the days from `day` on.
    ///
    /// True if the file has no holiday at all, or its last listed one is before the day. A file with only endless rules
    /// never ends.
    public func ends(before day: CivilDate) -> Bool {
        lastDay.map { $0 < day } ?? days.isEmpty
    }
}

/// The state of parsing a file.
private struct Reading {
    /// The deepest nesting of components: a calendar, an event, its alarm, and some more.
    static let depthLimit = 8

    let file: String
    let years: ClosedRange<Int>
    var days: Set<CivilDate> = []
    var faults: [HolidayFault] = []
    var lastDay: CivilDate?
    /// The days counted so far; a day in several events counts for each.
    private var dayCount = 0
    private var open: [(name: String, line: Int)] = []
    /// The current event; nil outside an event, and inside one that is set aside.
    private var event: HolidayEvent?

    init(file: String, years: ClosedRange<Int>) {
        self.file = file
        self.years = years
    }

    mutating func read(_ bytes: [UInt8]) {
        guard bytes.count <= HolidayFile.sizeLimit else {
            return note(.tooLarge(limit: HolidayFile.sizeLimit), line: nil)
        }
        var isFirst = true
        for element in ContentLines(bytes) {
            guard faults.count < HolidayFile.faultLimit else { return }
            switch element {
            case .fault(_, _) where isFirst:
                return note(.notCalendar, line: nil)
            case .fault(let problem, let line):
                setAside(HolidayRefusal(problem, line: line))
            case .line(let line):
                guard !isFirst || (line.name, line.value.uppercased()) == ("BEGIN", "VCALENDAR") else {
                    return note(.notCalendar, line: nil)
                }
                guard take(line) else { return }
            }
            isFirst = false
        }
        if isFirst { note(.notCalendar, line: nil) }
        if let last = open.last { note(.unfinished(component: last.name), line: last.line) }
    }

    /// Takes one line; false if the lines that follow can no longer be interpreted.
    private mutating func take(_ line: ContentLine) -> Bool {
        switch line.name {
        case "BEGIN":
            guard open.count < Reading.depthLimit else {
                note(.tooDeep(limit: Reading.depthLimit), line: line.number)
                return false
            }
            let name = line.excerpt.uppercased()
            // Components inside an event have lines of their own, such as the duration of an alarm.
            if name == "VEVENT", open.count == 1 { event = HolidayEvent(number: line.number) }
            open.append((name, line.number))
        case "END":
            let name = line.excerpt.uppercased()
            guard let begun = open.last, begun.name == name else {
                note(.wrongEnd(found: name, open: open.last?.name), line: line.number)
                return false
            }
            open.removeLast()
            if open.count == 1 { return endEvent() }
        default:
            guard open.count == 2, event != nil else { return true }
            do throws(HolidayRefusal) {
                try event?.take(line)
            } catch {
                setAside(error)
            }
        }
        return true
    }

    private mutating func endEvent() -> Bool {
        guard let ended = event else { return true }
        event = nil
        do throws(HolidayRefusal) {
            let found = try ended.days(in: years, limit: HolidayFile.dayLimit - dayCount)
            dayCount += found.days.count
            days.formUnion(found.days)
            if let last = found.last { lastDay = max(last, lastDay ?? last) }
        } catch {
            note(error.problem, line: error.line)
            if case .tooManyDays = error.problem { return false }
        }
        return true
    }

    /// Sets the current event aside and skips its further lines, so that it is reported once.
    private mutating func setAside(_ refusal: HolidayRefusal) {
        event = nil
        note(refusal.problem, line: refusal.line)
    }

    private mutating func note(_ problem: HolidayProblem, line: Int?) {
        faults.append(HolidayFault(file: file, line: line, problem: problem))
    }
}

/// Why an event is set aside, and the line that shows it.
struct HolidayRefusal: Error {
    let problem: HolidayProblem
    let line: Int

    init(_ problem: HolidayProblem, line: Int) {
        self.problem = problem
        self.line = line
    }
}

/// One fault in a calendar file of holidays: where, what, and the remedy.
public struct HolidayFault: Error, Hashable, Sendable {
    /// The file, as the caller named it.
    public let file: String
    /// The line, from 1; nil if the fault concerns the file as a whole.
    public let line: Int?
    /// What is wrong.
    public let problem: HolidayProblem

    /// Creates a fault at a line of a file.
    public init(file: String, line: Int?, problem: HolidayProblem) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// What to do; never empty.
    public var remedy: String { problem.remedy }
}

extension HolidayFault: CustomStringConvertible {
    /// `FILE:LINE: reason; remedy`.
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem.reason); \(problem.remedy)"
    }
}

/// What can be wrong with a calendar file of holidays. Quotes from the file are shortened and free of control
/// characters.
public enum HolidayProblem: Hashable, Sendable {
    /// The file is larger than this many bytes.
    case tooLarge(limit: Int)
    /// The file does not begin as an iCalendar file does.
    case notCalendar
    /// A line, with its continuations, is longer than this many bytes.
    case lineTooLong(limit: Int)
    /// A line has no colon between a name and a value.
    case notProperty
    /// Components are nested deeper than this.
    case tooDeep(limit: Int)
    /// An `END` that does not match the open component; `open` is nil if none is open.
    case wrongEnd(found: String, open: String?)
    /// The file ends within a component.
    case unfinished(component: String)
    /// An event has no start day.
    case missingStart
    /// A property occurs more than once in an event.
    case doubled(property: String)
    /// A value is not a day of the calendar.
    case badDay(property: String, value: String)
    /// A duration is not a number of days or weeks.
    case badDuration(value: String)
    /// An event ends before it begins.
    case endsBeforeStart
    /// An event has more days than this.
    case eventTooLong(limit: Int)
    /// A rule is malformed.
    case badRule(part: String)
    /// A rule is well-formed but not supported.
    case unsupportedRule(part: String)
    /// A property that changes the days of an event is not supported.
    case unsupportedProperty(name: String)
    /// All events of the file together have more days than this.
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
