import CivilCalendar

/// An `RRULE` by which an event comes back on its date, every year or every few years.
struct YearlyRule: Equatable {
    /// Where the coming back ends.
    enum Limit: Equatable {
        case none
        case count(Int)
        case until(CivilDate)
    }

    /// Years from one occurrence to the next.
    let interval: Int
    /// Where it ends.
    let limit: Limit

    /// Reads the `RRULE` of an event that begins on this day.
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
                // On which day a week begins decides nothing where no weeks are counted.
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

    /// The days on which an event that begins on this day begins again, the first with them, within these years.
    ///
    /// A 29 February comes back in leap years only, and the other years do not count.
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
