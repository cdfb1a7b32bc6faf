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
