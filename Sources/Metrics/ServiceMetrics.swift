/// The service's counts at one moment. All moments are seconds since 1970.
public struct ServiceMetrics: Hashable, Sendable {
    /// Version of the service.
    public var version: String
    /// When the service started.
    public var startedAt: Int
    /// When these counts were taken.
    public var writtenAt: Int
    /// The protocol in force.
    public var protocolInForce: ProtocolInForce
    /// The roster in force; nil if none was ever loaded.
    public var roster: RosterMetrics?
    /// Patients by protocol and phase. Their sum is all patients.
    public var patientsByPhase: [String: [String: Int]]
    /// Items owed, by status and urgency.
    public var items: [ItemCount]
    /// Items past their latest date.
    public var overdue: Int
    /// Items past their latest date that have no owner.
    public var overdueUnowned: Int
    /// Patients with rows set aside.
    public var incomplete: Int
    /// Patients missing from the export.
    public var absent: Int
    /// Whether the export is missing or older than the limit.
    public var isStale: Bool
    /// When all patients were last up to date; nil before the first time.
    public var evaluatedAt: Int?
    /// How long that took, in seconds; nil before the first time.
    public var evaluationSeconds: Double?
    /// Alerts decided and not yet delivered.
    public var alertsPending: Int
    /// Alerts given up because a receiver refused them for good.
    public var alertsFailed: Int
    /// Deliveries since the store was created, by receiver and outcome.
    public var deliveries: [DeliveryCount]
    /// Messages that wait for the end of quiet hours, a digest or a further attempt.
    public var messagesWaiting: Int
    /// When the service wakes next; nil if it waits for nothing.
    public var nextWake: Int?

    /// The counts of a service that has just started, with nothing counted yet.
    public init(version: String, startedAt: Int, writtenAt: Int, protocolInForce: ProtocolInForce) {
        self.version = version
        self.startedAt = startedAt
        self.writtenAt = writtenAt
        self.protocolInForce = protocolInForce
        patientsByPhase = [:]
        items = []
        overdue = 0
        overdueUnowned = 0
        incomplete = 0
        absent = 0
        isStale = true
        alertsPending = 0
        alertsFailed = 0
        deliveries = []
        messagesWaiting = 0
    }
}

/// The protocol that decides what patients are owed.
public struct ProtocolInForce: Hashable, Sendable {
    /// Its name, such as `her2-cns`.
    public var id: String
    /// Its version.
    public var version: String
    /// The digest of its numbers.
    public var fingerprint: String

    /// The protocol with this name, version and digest.
    public init(id: String, version: String, fingerprint: String) {
        self.id = id
        self.version = version
        self.fingerprint = fingerprint
    }
}

/// The roster in force, in numbers.
public struct RosterMetrics: Hashable, Sendable {
    /// When it was loaded, in seconds since 1970.
    public var loadedAt: Int
    /// When its files were written, in seconds since 1970.
    public var exportedAt: Int
    /// Rows set aside.
    public var rejectedRows: Int

    /// A roster with these numbers.
    public init(loadedAt: Int, exportedAt: Int, rejectedRows: Int) {
        self.loadedAt = loadedAt
        self.exportedAt = exportedAt
        self.rejectedRows = rejectedRows
    }
}

/// The number of items owed with a status and an urgency.
public struct ItemCount: Hashable, Sendable {
    /// The status, such as `overdue`.
    public var status: String
    /// The urgency, such as `urgent`.
    public var urgency: String
    /// How many.
    public var count: Int

    /// A number of items with this status and urgency.
    public init(status: String, urgency: String, count: Int) {
        self.status = status
        self.urgency = urgency
        self.count = count
    }
}

/// The number of delivery attempts to a receiver with one outcome.
public struct DeliveryCount: Hashable, Sendable {
    /// How an attempt ended.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// The receiver has accepted it.
        case delivered
        /// It failed and will be tried again.
        case retried
        /// It failed for good and is given up.
        case refused
    }

    /// The receiver's name in the configuration.
    public var receiver: String
    /// How it ended.
    public var outcome: Outcome
    /// How often.
    public var count: Int

    /// A number of attempts for this receiver with this outcome.
    public init(receiver: String, outcome: Outcome, count: Int) {
        self.receiver = receiver
        self.outcome = outcome
        self.count = count
    }
}
