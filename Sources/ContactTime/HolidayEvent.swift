import CivilCalendar

/// One `VEVENT`, from its lines to its days.
struct HolidayEvent {
    /// No event has more days.
    static let longest = 366

    /// The lines that decide on which days it is, by name.
    private var lines: [String: [ContentLine]] = [:]
    /// The line on which the event begins.
    let number: Int

    /// What an event comes to.
    struct Days {
        /// The days.
        var days: [CivilDate] = []
        /// The last day; nil where the event comes back for ever, and where it is cancelled.
        var last: CivilDate?
    }

    private static let single: Set = ["DTSTART", "DTEND", "DURATION", "RRULE", "STATUS"]
    private static let several: Set = ["EXDATE", "RDATE"]
    /// To overlook these would add days that are none, or leave out days that are.
    private static let foreign: Set = ["RECURRENCE-ID", "EXRULE"]

    init(number: Int) {
        self.number = number
    }

    /// Takes a line of the event; what says nothing of its days is passed over.
    mutating func take(_ line: ContentLine) throws(HolidayRefusal) {
        guard !HolidayEvent.foreign.contains(line.name) else {
            throw HolidayRefusal(.unsupportedProperty(name: line.name), line: line.number)
        }
        guard HolidayEvent.single.contains(line.name) || HolidayEvent.several.contains(line.name) else { return }
        if HolidayEvent.single.contains(line.name), lines[line.name] != nil {
            throw HolidayRefusal(.doubled(property: line.name), line: line.number)
        }
        lines[line.name, default: []].append(line)
    }

    /// The days of the event, those of its rule within these years, and no more of them than the limit.
    func days(in years: ClosedRange<Int>, limit: Int) throws(HolidayRefusal) -> Days {
        guard line("STATUS")?.value.uppercased() != "CANCELLED" else { return Days() }
        guard let startLine = line("DTSTART") else { throw HolidayRefusal(.missingStart, line: number) }
        let start = try HolidayEvent.day(startLine, startLine.value)
        let length = try self.length(from: start.day)
        var starts: Set<CivilDate> = [start.day]
        var isEndless = false
        if let ruleLine = line("RRULE") {
            let rule = try YearlyRule(ruleLine, start: start.day)
            starts = Set(rule.occurrences(of: start.day, in: years))
            isEndless = rule.limit == .none
        }
        starts.formUnion(try listed("RDATE"))
        starts.subtract(try listed("EXDATE"))
        guard starts.count * length <= limit else {
            throw HolidayRefusal(.tooManyDays(limit: HolidayFile.dayLimit), line: number)
        }
        var result = Days()
        for first in starts.sorted() {
            for offset in 0..<length { result.days.append(first + .days(offset)) }
        }
        if !isEndless { result.last = result.days.max() }
        return result
    }

    /// The number of days of one occurrence. An event without an end lasts for the day on which it begins.
    private func length(from start: CivilDate) throws(HolidayRefusal) -> Int {
        let length: Int
        let place: Int
        if let endLine = line("DTEND") {
            let end = try HolidayEvent.day(endLine, endLine.value)
            length = end.day.days(since: start) + (end.isAfterMidnight ? 1 : 0)
            place = endLine.number
            guard length >= 0 else { throw HolidayRefusal(.endsBeforeStart, line: place) }
        } else if let durationLine = line("DURATION") {
            guard let days = HolidayEvent.days(inDuration: durationLine.value) else {
                throw HolidayRefusal(.badDuration(value: durationLine.excerpt), line: durationLine.number)
            }
            length = days
            place = durationLine.number
        } else {
            return 1
        }
        guard length <= HolidayEvent.longest else {
            throw HolidayRefusal(.eventTooLong(limit: HolidayEvent.longest), line: place)
        }
        return max(length, 1)
    }

    /// The days of `P3D` or `P2W`.
    private static func days(inDuration text: String) -> Int? {
        guard text.first == "P", let unit = text.last, let count = Int(text.dropFirst().dropLast()),
            0...10_000 ~= count
        else { return nil }
        return unit == "D" ? count : unit == "W" ? 7 * count : nil
    }

    private func listed(_ name: String) throws(HolidayRefusal) -> Set<CivilDate> {
        var days: Set<CivilDate> = []
        for line in lines[name] ?? [] {
            for text in line.value.split(separator: ",", omittingEmptySubsequences: false) {
                days.insert(try HolidayEvent.day(line, text).day)
            }
        }
        return days
    }

    private func line(_ name: String) -> ContentLine? { lines[name]?.first }

    private static func day(_ line: ContentLine, _ text: some StringProtocol) throws(HolidayRefusal) -> HolidayDay {
        guard let day = HolidayDay(text) else {
            throw HolidayRefusal(.badDay(property: line.name, value: ContentLine.excerpt(of: text)), line: line.number)
        }
        return day
    }
}
