import CivilCalendar

/// The holidays of an iCalendar file (RFC 5545), as public bodies publish them.
///
/// Every event counts that is not cancelled, whatever it is called: from the day of `DTSTART` to the day before `DTEND`,
/// again by `RRULE:FREQ=YEARLY` and `RDATE`, without `EXDATE`. Times and zones are not asked for, only their days. An event
/// that cannot be followed is set aside with a fault; the others stand. Whoever wants all or nothing looks whether
/// ``faults`` is empty.
public struct HolidayFile: Hashable, Sendable {
    /// The most bytes of a file: 1 MiB.
    public static let sizeLimit = 1 << 20
    /// The most days of all events of a file together.
    public static let dayLimit = 20_000
    /// The most years into which rules are followed; the later ones are left out.
    public static let yearLimit = 100
    /// The most faults that are told of; a file with more of them is another kind of file.
    public static let faultLimit = 20

    /// The holidays, those of rules within the years asked for.
    public let days: Set<CivilDate>
    /// What was set aside, and why, in order of lines; at most ``faultLimit``.
    public let faults: [HolidayFault]
    /// The last holiday that is listed or comes of a rule with an end.
    ///
    /// Rules without an end do not count: in many files they give Christmas, while Easter is listed year by year. Nil where
    /// the file has no other days, and where it has none.
    public let lastDay: CivilDate?

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - file: the name that faults give to it.
    ///   - years: those into which rules are followed; days that are listed stand whatever their year.
    public init(bytes: [UInt8], file: String, years: ClosedRange<Int>) {
        let years = years.clamped(to: 1...9999)
        var reading = Reading(
            file: file, years: years.lowerBound...min(years.upperBound, years.lowerBound + HolidayFile.yearLimit - 1))
        reading.read(bytes)
        days = reading.days
        faults = reading.faults
        lastDay = reading.lastDay
    }

    /// Whether the file has to be fetched anew, since it may say nothing of the days from here on.
    ///
    /// That is so where it has no holiday at all, and where its last listed one is before the day. A file that has
    /// nothing but rules without an end never ends.
    public func ends(before day: CivilDate) -> Bool {
        lastDay.map { $0 < day } ?? days.isEmpty
    }
}

/// What has been read of a file so far.
private struct Reading {
    /// How deep components may stand inside each other: a calendar, an event, its alarm, and some more.
    static let depthLimit = 8

    let file: String
    let years: ClosedRange<Int>
    var days: Set<CivilDate> = []
    var faults: [HolidayFault] = []
    var lastDay: CivilDate?
    /// The days counted so far; one that several events have counts for each.
    private var dayCount = 0
    private var open: [(name: String, line: Int)] = []
    /// The event at hand; nil outside of one, and within one that is set aside.
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

    /// Takes one line; false where what follows cannot be understood any more.
    private mutating func take(_ line: ContentLine) -> Bool {
        switch line.name {
        case "BEGIN":
            guard open.count < Reading.depthLimit else {
                note(.tooDeep(limit: Reading.depthLimit), line: line.number)
                return false
            }
            let name = line.excerpt.uppercased()
            // What stands in an event has lines of its own, such as the length of an alarm.
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

    /// Gives up the event at hand; its further lines are passed over, so that it is told of once.
    private mutating func setAside(_ refusal: HolidayRefusal) {
        event = nil
        note(refusal.problem, line: refusal.line)
    }

    private mutating func note(_ problem: HolidayProblem, line: Int?) {
        faults.append(HolidayFault(file: file, line: line, problem: problem))
    }
}

/// Why one event is set aside, and the line at which that is seen.
struct HolidayRefusal: Error {
    let problem: HolidayProblem
    let line: Int

    init(_ problem: HolidayProblem, line: Int) {
        self.problem = problem
        self.line = line
    }
}

/// One thing wrong with a calendar file of holidays: where it is, what is wrong, and what to do about it.
public struct HolidayFault: Error, Hashable, Sendable {
    /// The file as it was named by whoever asked for it.
    public let file: String
    /// The line, from 1; nil where the fault is the file's as a whole.
    public let line: Int?
    /// What is wrong.
    public let problem: HolidayProblem

    /// A fault at a line of a file.
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
