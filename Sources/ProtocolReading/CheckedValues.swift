import CivilCalendar
import LocatedTOML

// The getters of a table, with the checks that make their values those of a protocol.
extension LocatedTable {
    /// An interval within limits.
    func interval(_ key: String, _ limit: IntervalLimit, example: Interval) -> Interval? {
        guard let interval = interval(key, example: example) else { return nil }
        guard let fault = limit.fault(of: interval) else { return interval }
        report(fault, at: key)
        return nil
    }

    /// A line of text for people: not empty, and nothing in it that a terminal would obey.
    func text(_ key: String, atMost limit: Int, example: String) -> String? {
        guard let text = string(key, example: example) else { return nil }
        let fault: ProtocolFault
        if text.allSatisfy(\.isWhitespace) {
            fault = .empty
        } else if Excerpt.hasControls(text) {
            fault = .controlCharacters
        } else if text.unicodeScalars.count > limit {
            fault = .tooLong(limit: limit)
        } else {
            return text
        }
        report(fault, at: key)
        return nil
    }

    /// A name that can stand in file names and log fields.
    func identifier(_ key: String, example: String) -> String? {
        guard let text = text(key, atMost: 64, example: example) else { return nil }
        let isIdentifier = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        if isIdentifier { return text }
        report(.identifier, at: key)
        return nil
    }

    /// Notes a fault where both intervals were read and the first does not reach further than the second.
    func require(_ key: String, _ interval: Interval?, toExceed otherKey: String, _ other: Interval?) {
        guard let interval, let other, IntervalLimit.reach(interval) <= IntervalLimit.reach(other) else { return }
        report(.notAfter(interval, key: otherKey), at: key)
    }

    /// Notes what is wrong with the value at a key.
    func report(_ fault: ProtocolFault, at key: String) {
        report(key, reason: fault.reason, remedy: fault.remedy)
    }
}

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

/// What can be wrong with a protocol file whose values have the right form.
enum ProtocolFault: Hashable {
    /// Text that says nothing.
    case empty
    /// Text with characters that a terminal would obey, or with line breaks.
    case controlCharacters
    /// Text of more characters than this.
    case tooLong(limit: Int)
    /// An identifier with other characters than small letters, digits and hyphens.
    case identifier
    /// An interval into the past where only the future makes sense.
    case negative(Interval)
    /// An interval of no length where that would never end.
    case zero
    /// An interval that reaches further than this, to either side.
    case tooFar(limit: Interval)
    /// An interval that must reach further than another number of the file.
    case notAfter(Interval, key: String)
    /// A repeat without steps.
    case noSteps
    /// A step, other than the last, that holds for ever.
    case untilMissing
    /// A last step that ends, so that nothing would be owed afterwards.
    case lastStepEnds
    /// A step of a rule that only replaces another for a time, without its end.
    case untilRequired(example: String)
    /// A step that ends no later than the one before it.
    case untilNotLater(Interval, than: Interval)
    /// A window that opens before the previous scan was made.
    case earlyCoversRepeat(early: Interval, every: Interval)

    /// What is wrong.
    var reason: String {
        switch self {
        case .empty: "is empty"
        case .controlCharacters: "holds a line break or a control character"
        case .tooLong(let limit): "is longer than \(limit) characters"
        case .identifier: "is not made of small letters, digits and hyphens"
        case .negative(let interval): "\(interval) leads into the past"
        case .zero: "is no time at all"
        case .tooFar(let limit): "reaches further than \(limit)"
        case .notAfter(let interval, let key): "\(interval) does not reach further than \(key)"
        case .noSteps: "has no steps"
        case .untilMissing: "is missing in a step that is not the last, so that the steps after it never hold"
        case .lastStepEnds: "stands in the last step, so that nothing would be owed afterwards"
        case .untilRequired: "is missing, but this rule replaces another one for a time only"
        case .untilNotLater(let until, let previous): "\(until) is not later than \(previous) of the step before"
        case .earlyCoversRepeat(let early, let every):
            "\(early) opens the window before the previous scan, which is \(every) earlier"
        }
    }

    /// What to do about it.
    var remedy: String {
        switch self {
        case .empty: "write what a reader has to know; for a source that was not found, \"none found\""
        case .controlCharacters: "write it on one line of plain text"
        case .tooLong: "shorten it"
        case .identifier: "write it like her2-cns"
        case .negative: "remove the minus sign"
        case .zero: "write how long, such as \"3m\""
        case .tooFar(let limit): "write at most \"\(limit)\"; check the unit (d days, w weeks, m months)"
        case .notAfter(_, let key): "write an interval longer than \(key)"
        case .noSteps: "write one interval, such as \"3m\", or at least one step, such as [{ every = \"3m\" }]"
        case .untilMissing: "add until to this step, or move the step to the end"
        case .lastStepEnds: "remove until here, or add a last step without it, such as { every = \"3m\" }"
        case .untilRequired(let example): "write it like repeat = \(example)"
        case .untilNotLater: "put the steps in the order in which they end"
        case .earlyCoversRepeat(_, let every): "write an interval shorter than \(every)"
        }
    }
}
