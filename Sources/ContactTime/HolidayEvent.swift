import CivilCalendar

/// One `VEVENT`: collects its lines and calculates its days.
struct HolidayEvent {
    /// The most days of one event.
    static let longest = 366

    /// The lines that determine its days, by name.
    private var lines: [String: [ContentLine]] = [:]
    /// The line on which the event begins.
    let number: Int

    /// The result of an event.
    struct Days {
        /// The days.
        var days: [CivilDate] = []
        /// The last day; nil for an event that recurs forever or is cancelled.
        var last: CivilDate?
    }

    private static let single: Set = ["DTSTART", "DTEND", "DURATION", "RRULE", "STATUS"]
    private static let several: Set = ["EXDATE", "RDATE"]
    /// Ignoring these would add days that are no holidays, or omit days that are.
    private static let foreign: Set = ["RECURRENCE-ID", "EXRULE"]

    init(number: Int) {
        self.number = number
    }

    /// Takes a line of the event; ignores lines that do not affect its days.
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

    /// Returns the days of the event, those of its rule within these years, at most `limit` of them.
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

    /// Returns the number of days of one occurrence. An event without an end lasts for the day on which it begins.
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

    /// Parses `P3D` or `P2W` into days.
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

/// An `RRULE` by which an event recurs on its date, every year or every few years.
struct YearlyRule: Equatable {
    /// Where the recurrence ends.
    enum Limit: Equatable {
        case none
        case count(Int)
        case until(CivilDate)
    }

    /// Years from one occurrence to the next.
    let interval: Int
    /// Where the recurrence ends.
    let limit: Limit

    /// Parses the `RRULE` of an event that begins on `start`.
    init(_ line: ContentLine, start: CivilDate) throws(HolidayRefusal) {
        var isYearly = false
        var interval = 1
        var limit = Limit.none
        var seen: Set<String> = []
        for part in line.value.split(separator: ";", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let bad = HolidayRefusal(.badRule(part: ContentLine.excerpt(of: part)), line: line.number)
            let foreign = HolidayRefusal(.unsupportedRule(part: ContentLine.excerpt(of: part)), line: line.number)
            guard pair.count == 2, seen.insert(pair[0].uppercased()).inserted else { throw bad }
            let given = pair[1].uppercased()
            switch pair[0].uppercased() {
            case "FREQ":
                guard given == "YEARLY" else { throw foreign }
                isYearly = true
            case "INTERVAL":
                guard let years = Int(given), 1...1000 ~= years else { throw bad }
                interval = years
            case "COUNT":
                guard let count = Int(given), 1...100_000 ~= count, limit == .none else { throw bad }
                limit = .count(count)
            case "UNTIL":
                guard let until = HolidayDay(given), limit == .none else { throw bad }
                limit = .until(until.day)
            case "WKST":
                // The first day of the week matters only where weeks are counted.
                break
            case "BYMONTH":
                guard Int(given) == start.components.month else { throw foreign }
            case "BYMONTHDAY":
                guard Int(given) == start.components.day else { throw foreign }
            default:
                throw foreign
            }
        }
        guard isYearly else { throw HolidayRefusal(.badRule(part: line.excerpt), line: line.number) }
        self.interval = interval
        self.limit = limit
    }

    /// Returns the start days of all occurrences within these years, including the first.
    ///
    /// 29 February recurs in leap years only; the other years do not count as occurrences.
    func occurrences(of start: CivilDate, in years: ClosedRange<Int>) -> [CivilDate] {
        let (startYear, month, day) = start.components
        var occurrences: [CivilDate] = []
        var count = 0
        for year in stride(from: startYear, through: years.upperBound, by: interval) {
            guard let occurrence = CivilDate(year: year, month: month, day: day) else { continue }
            count += 1
            switch limit {
            case .none: break
            case .count(let most): guard count <= most else { return occurrences }
            case .until(let last): guard occurrence <= last else { return occurrences }
            }
            if years.contains(year) { occurrences.append(occurrence) }
        }
        return occurrences
    }
}

/// A date or a date and time as iCalendar writes them: `20261225`, `20261225T090000`, `20261225T090000Z`.
///
/// A date and time stands for the day that it names; its time zone is ignored.
struct HolidayDay: Equatable {
    /// The day.
    let day: CivilDate
    /// Whether a time after midnight is given: an event that ends then takes up part of its last day.
    let isAfterMidnight: Bool

    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 15 || (bytes.count == 16 && bytes[15] == UInt8(ascii: "Z")) else {
            return nil
        }
        guard let year = HolidayDay.number(bytes[0..<4]), let month = HolidayDay.number(bytes[4..<6]),
            let dayOfMonth = HolidayDay.number(bytes[6..<8]),
            let day = CivilDate(year: year, month: month, day: dayOfMonth)
        else { return nil }
        self.day = day
        guard bytes.count > 8 else {
            isAfterMidnight = false
            return
        }
        guard bytes[8] == UInt8(ascii: "T"), let hour = HolidayDay.number(bytes[9..<11]), hour < 24,
            let minute = HolidayDay.number(bytes[11..<13]), minute < 60,
            let second = HolidayDay.number(bytes[13..<15]), second <= 60
        else { return nil }
        isAfterMidnight = hour + minute + second > 0
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard 48...57 ~= digit else { return nil }
            number = number * 10 + Int(digit) - 48
        }
        return number
    }
}
