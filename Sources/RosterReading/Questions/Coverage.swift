/// What became of the records of an export, by type and reason.
public struct Coverage: Hashable, Sendable {
    /// What became of a record.
    @frozen
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// It made an event, or told of a patient.
        case used
        /// It made a question and no event.
        case questioned
        /// Nothing of it matters to a rule, or its status says that it does not count.
        case ignored
        /// It could not be read.
        case setAside = "set-aside"
    }

    private struct Key: Hashable {
        let type: String
        let outcome: Outcome
        let reason: String
    }

    private var counts: [Key: Int] = [:]

    /// Nothing was read.
    public init() {}

    /// Counts a record.
    public mutating func add(_ type: String, _ outcome: Outcome, _ reason: String = "", count: Int = 1) {
        counts[Key(type: type, outcome: outcome, reason: reason), default: 0] += count
    }

    /// Counts records otherwise than they were counted while they were read.
    public mutating func move(_ type: String, from outcome: Outcome, to other: Outcome, _ reason: String, count: Int) {
        let key = Key(type: type, outcome: outcome, reason: "")
        let moved = min(count, counts[key, default: 0])
        guard moved > 0 else { return }
        counts[key, default: 0] -= moved
        if counts[key] == 0 { counts[key] = nil }
        add(type, other, reason, count: moved)
    }

    /// All lines, by type, outcome and reason.
    public var lines: [CoverageLine] {
        counts.map { CoverageLine(type: $0.type, outcome: $0.outcome, reason: $0.reason, count: $1) }.sorted {
            ($0.type, $0.outcome.rawValue, $0.reason) < ($1.type, $1.outcome.rawValue, $1.reason)
        }
    }
}
