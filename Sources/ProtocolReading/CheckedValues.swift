import CivilCalendar
import ClinicalModel
import LocatedTOML

// Getters of a table, with the checks for values of a protocol.
extension LocatedTable {
    /// An interval within limits.
    func interval(_ key: String, _ limit: IntervalLimit, example: Interval) -> Interval? {
        guard let interval = interval(key, example: example) else { return nil }
        guard let fault = limit.fault(of: interval) else { return interval }
        report(fault, at: key)
        return nil
    }

    /// A line of text for human readers: not empty, and without characters that a terminal would obey.
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

    /// A name fit for file names and log fields.
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

    /// Names of drugs, as rosters write them.
    func agents(_ key: String, example: String) -> [Agent] {
        (strings(key, example: example) ?? []).compactMap { name in
            let isName =
                !name.isEmpty && name.utf8.count <= 100
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
            if isName, !name.hasPrefix(Agent.intrathecalPrefix) { return Agent(name) }
            report(.agentName(name), at: key)
            return nil
        }
    }

    /// Records a fault if both intervals were read and the first does not reach further than the second.
    func require(_ key: String, _ interval: Interval?, toExceed otherKey: String, _ other: Interval?) {
        guard let interval, let other, IntervalLimit.reach(interval) <= IntervalLimit.reach(other) else { return }
        report(.notAfter(interval, key: otherKey), at: key)
    }

    /// Records a fault of the value of a key.
    func report(_ fault: ProtocolFault, at key: String) {
        report(key, reason: fault.reason, remedy: fault.remedy)
    }
}

/// The limits of an interval in a protocol.
///
/// The limits catch wrong units and typing errors; they are far beyond every figure in use and are no clinical
/// judgement.
struct IntervalLimit {
    enum Sign { case anySign, notNegative, positive }

    let sign: Sign
    /// The furthest reach, in either direction.
    let furthest: Interval

    /// The interval of a repeat, or of a phase that occurs once: at most five years.
    static let span = IntervalLimit(sign: .positive, furthest: .months(60))
    /// From an event to what is owed; zero is allowed.
    static let due = IntervalLimit(sign: .notNegative, furthest: .months(60))
    /// Half a window. A longer one would keep a late item from being shown as late.
    static let window = IntervalLimit(sign: .notNegative, furthest: .months(6))
    /// The end of a step, of a phase, of a period of risk: life-long follow-up changes pace at ten years or before.
    static let until = IntervalLimit(sign: .positive, furthest: .months(120))
    /// From an event to the first scan that answers it, in either direction.
    static let answer = IntervalLimit(sign: .anySign, furthest: .months(6))
    /// A short delay that must not hide an item for long.
    static let delay = IntervalLimit(sign: .notNegative, furthest: .months(6))
    /// From an appointment to the last day for its scan: with a longer one, a missed appointment would go unseen.
    static let kept = IntervalLimit(sign: .notNegative, furthest: .days(28))

    /// The fault of an interval, or nil.
    func fault(of interval: Interval) -> ProtocolFault? {
        let reach = IntervalLimit.reach(interval)
        if reach < 0, sign != .anySign { return .negative(interval) }
        if reach == 0, sign == .positive { return .zero }
        if abs(reach) > IntervalLimit.reach(furthest) { return .tooFar(limit: furthest) }
        return nil
    }

    /// The number of days an interval reaches from a fixed day; it makes intervals of different units comparable.
    ///
    /// The day begins a year that no leap day follows for three years, so that 1m and 31d, 12m and 365d are equal.
    static func reach(_ interval: Interval) -> Int {
        (referenceDay + interval).days(since: referenceDay)
    }

    private static let referenceDay = CivilDate(year: 2001, month: 1, day: 1) ?? .earliest
}

/// The faults of a protocol file whose values have the right form.
enum ProtocolFault: Hashable {
    /// An empty text.
    case empty
    /// Text with characters that a terminal would obey, or with line breaks.
    case controlCharacters
    /// Text of more characters than this.
    case tooLong(limit: Int)
    /// An identifier with characters other than small letters, digits and hyphens.
    case identifier
    /// A drug's name that no roster may hold, or that needs no list.
    case agentName(String)
    /// An id that an earlier file in force has.
    case idTwice
    /// A drug that is in two lists.
    case agentTwice(String)
    /// A list of items without some of them.
    case missingItems([String])
    /// An item that must never move into the band of what is long overdue.
    case neverStale(String)
    /// A symptom that is in two lists which exclude one another.
    case symptomTwice(String)
    /// More factors than the list holds.
    case moreThanListed(Int)
    /// A value that the receptor cannot have.
    case neverEquivocal
    /// A list without which nobody, or nothing, is covered.
    case emptyList
    /// A required receptor whose lack takes a patient out of the population, so that nobody would ask for it.
    case requiredIsNotMissed(String)
    /// A required receptor that the population does not name.
    case requiredIsNotNamed(String)
    /// An interval into the past where only the future makes sense.
    case negative(Interval)
    /// An interval of zero length where that would never end.
    case zero
    /// An interval that reaches further than this, in either direction.
    case tooFar(limit: Interval)
    /// An interval that must reach further than a different number of the file.
    case notAfter(Interval, key: String)
    /// A repeat without steps.
    case noSteps
    /// A step, other than the last, without an end.
    case untilMissing
    /// A last step that ends, so that nothing would be owed afterwards.
    case lastStepEnds
    /// A step without its end, in a rule that replaces a different one only for a time.
    case untilRequired(example: String)
    /// A step that ends no later than the one before it.
    case untilNotLater(Interval, than: Interval)
    /// A window that opens before the previous scan.
    case earlyCoversRepeat(early: Interval, every: Interval)

    /// What is wrong.
    var reason: String {
        switch self {
        case .empty: "is empty"
        case .controlCharacters: "holds a line break or a control character"
        case .tooLong(let limit): "is longer than \(limit) characters"
        case .identifier: "is not made of small letters, digits and hyphens"
        case .agentName(let name): "\(Excerpt(name)) is not a drug's name for a list"
        case .idTwice: "is the id of an earlier file in force"
        case .agentTwice(let name): "\(Excerpt(name)) is in two lists"
        case .missingItems(let items): "lacks \(items.joined(separator: ", "))"
        case .neverStale(let item): "\(item) must never move to the end of the work-list"
        case .symptomTwice(let symptom): "\(symptom) is in the list of emergencies too"
        case .moreThanListed(let count): "is more than the \(count) factors listed"
        case .emptyList: "holds nothing"
        case .requiredIsNotMissed(let receptor):
            "\(receptor) is asked for nowhere: a patient without it does not belong to the population"
        case .neverEquivocal: "only HER2 can be equivocal"
        case .requiredIsNotNamed(let receptor): "\(receptor) is not one of the receptors that the population names"
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
        case .agentName:
            "write the generic name in small letters, digits and hyphens; intrathecal drugs are known by their prefix"
        case .idTwice: "give each protocol in force an id of its own"
        case .agentTwice: "leave it in the list that applies"
        case .missingItems: "add them; the order must place every item"
        case .neverStale: "remove it"
        case .symptomTwice: "leave it in the list that applies"
        case .moreThanListed(let count): "write at most \(count)"
        case .emptyList: "write at least one word; to turn a rule off, set its enabled to false"
        case .requiredIsNotMissed(let receptor):
            "add \"unknown\" to the values of \(receptor), or remove it from required"
        case .neverEquivocal: "remove equivocal"
        case .requiredIsNotNamed: "name its values beside it, or remove it from required"
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
