/// What the store knows of the roster in force and of the evaluation.
public struct RosterInForce: Hashable, Sendable {
    /// When it was taken, in seconds since 1970.
    public var loadedAt: Int
    /// A text that changes whenever one of its files does.
    public var fingerprint: String
    /// Patients in the export.
    public var patients: Int
    /// Events.
    public var events: Int
    /// Rows set aside.
    public var rejectedRows: Int
    /// The fingerprint of the protocol it was evaluated by.
    public var protocolFingerprint: String
    /// The day it was evaluated for, in days since 1970.
    public var evaluatedDay: Int
    /// When that was, in seconds since 1970.
    public var evaluatedAt: Int

    /// A roster with these facts.
    public init(
        loadedAt: Int, fingerprint: String, patients: Int, events: Int, rejectedRows: Int, protocolFingerprint: String,
        evaluatedDay: Int, evaluatedAt: Int
    ) {
        self.loadedAt = loadedAt
        self.fingerprint = fingerprint
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.protocolFingerprint = protocolFingerprint
        self.evaluatedDay = evaluatedDay
        self.evaluatedAt = evaluatedAt
    }
}
