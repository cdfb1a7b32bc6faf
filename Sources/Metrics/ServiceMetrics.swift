/// What the service counts at one moment. All moments are seconds since 1970.
public struct ServiceMetrics: Hashable, Sendable {
    /// Version of the service.
    public var version: String
    /// When the service started.
    public var startedAt: Int
    /// When this was counted.
    public var writtenAt: Int
    /// The protocol in force.
    public var protocolInForce: ProtocolInForce
    /// The roster in force; nil where none was ever taken.
    public var roster: RosterMetrics?
    /// Patients by phase; every phase, so that one that is empty is told as 0. Their sum is all patients.
    public var patientsByPhase: [String: Int]
    /// Items owed, by status and urgency.
    public var items: [ItemCount]
    /// Items past their latest date.
    public var overdue: Int
    /// Items past their latest date that nobody has taken on.
    public var overdueUnowned: Int
    /// Patients of whom rows were set aside.
    public var incomplete: Int
    /// Patients missing from the export.
    public var absent: Int
    /// Whether the export is missing or older than the limit.
    public var isStale: Bool
    /// When all patients were last up to date; nil before the first time.
    public var evaluatedAt: Int?
    /// How long that took, in seconds; nil before the first time.
    public var evaluationSeconds: Double?
    /// Alerts decided and not yet handed over.
    public var alertsPending: Int
    /// Alerts that are given up: a receiver refused them for good.
    public var alertsFailed: Int
    /// Deliveries since the store was made, by receiver and outcome.
    public var deliveries: [DeliveryCount]
    /// Messages that wait for the end of quiet hours, a digest or another attempt.
    public var messagesWaiting: Int
    /// When the service wakes next; nil where it waits for nothing.
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
