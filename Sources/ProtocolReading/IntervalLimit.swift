import CivilCalendar

/// What an interval of a protocol may be.
///
/// The limits catch wrong units and slips of the pen; they are wide of every figure in use and no clinical judgement.
struct IntervalLimit {
    enum Sign { case anySign, notNegative, positive }

    let sign: Sign
    /// How far it may reach, to either side.
    let furthest: Interval

    /// The length of a repeat and of what is owed once: at most five years.
    static let span = IntervalLimit(sign: .positive, furthest: .months(60))
    /// From an event to what is owed, at once included.
    static let due = IntervalLimit(sign: .notNegative, furthest: .months(60))
    /// Half a window. A longer one would keep an item that is late from being shown so.
    static let window = IntervalLimit(sign: .notNegative, furthest: .months(6))
    /// The end of a step, of a phase, of a period of risk: life-long follow-up changes pace at ten years or before.
    static let until = IntervalLimit(sign: .positive, furthest: .months(120))
    /// From an event to the first scan that answers it, to either side.
    static let answer = IntervalLimit(sign: .anySign, furthest: .months(6))
    /// A short delay that must not hide anything for long.
    static let delay = IntervalLimit(sign: .notNegative, furthest: .months(6))
    /// From an appointment to the last day for its scan: longer, and a missed appointment would go unseen.
    static let kept = IntervalLimit(sign: .notNegative, furthest: .days(28))

    /// What is wrong with an interval, if anything.
    func fault(of interval: Interval) -> ProtocolFault? {
        let reach = IntervalLimit.reach(interval)
        if reach < 0, sign != .anySign { return .negative(interval) }
        if reach == 0, sign == .positive { return .zero }
        if abs(reach) > IntervalLimit.reach(furthest) { return .tooFar(limit: furthest) }
        return nil
    }

    /// How many days an interval reaches from a fixed day, by which intervals of different units are compared.
    ///
    /// The day begins a year that is followed by no leap day for three years, so that 1m and 31d, 12m and 365d are equal.
    static func reach(_ interval: Interval) -> Int {
        (referenceDay + interval).days(since: referenceDay)
    }

    private static let referenceDay = CivilDate(year: 2001, month: 1, day: 1) ?? .earliest
}
