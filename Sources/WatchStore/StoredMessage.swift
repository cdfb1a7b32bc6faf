import GRDB

/// A message of the outbox as the store keeps it.
public struct StoredMessage: Hashable, Sendable {
    /// Where it stands.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// It is still to be handed over.
        case waiting
        /// The channel has taken it.
        case accepted
        /// The channel has refused it, or did not take it for too long: nobody was told by it.
        case dead
    }

    /// Its number.
    public let id: Int64
    /// Who gets it.
    public let receiver: String
    /// What kind it is.
    public let kind: String
    /// How loud it is: a priority of syslog(3).
    public let priority: Int
    /// What it says where it tells of no item.
    public let line: String?
    /// The route of one that tells of no item.
    public let route: String
    /// When it was made, in seconds since 1970.
    public let madeAt: Int
    /// Where it stands.
    public let state: State
    /// How often it was tried.
    public let attempts: Int
    /// When it is tried next.
    public let nextAttempt: Int
    /// What the channel said last.
    public let reason: String?
    /// When it was accepted or given up.
    public let settledAt: Int?

    static let columns =
        "id, receiver, kind, priority, line, route, made_at, state, attempts, next_attempt, reason, settled_at"

    init(_ row: Row) {
        (id, receiver, kind, priority, line, route, madeAt) = (row[0], row[1], row[2], row[3], row[4], row[5], row[6])
        state = State(rawValue: row[7]) ?? .dead
        (attempts, nextAttempt, reason, settledAt) = (row[8], row[9], row[10], row[11])
    }
}
