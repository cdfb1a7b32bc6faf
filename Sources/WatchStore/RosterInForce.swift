/// What the store knows of the roster in force and of its evaluation.
public struct RosterInForce: Hashable, Sendable {
    /// When it was taken, in seconds since 1970.
    public var loadedAt: Int
    /// When its files were last written, in seconds since 1970.
    public var exportedAt: Int
    /// A text that changes whenever what its files hold does.
    public var fingerprint: String
    /// A text that changes whenever its files are written, be it with what they held.
    public var folderState: String
    /// Patients in the export.
    public var patients: Int
    /// Events.
    public var events: Int
    /// Rows set aside.
    public var rejectedRows: Int
    /// Faults of its rows, warnings included; the first of them are kept with it.
    public var faults: Int
    /// The fingerprint of the protocol it was evaluated by.
    public var protocolFingerprint: String
    /// The day it was evaluated for, in days since 1970.
    public var evaluatedDay: Int
    /// When that was, in seconds since 1970.
    public var evaluatedAt: Int

    /// A roster with these facts.
    public init(
        loadedAt: Int, exportedAt: Int, fingerprint: String, folderState: String, patients: Int, events: Int,
        rejectedRows: Int, faults: Int, protocolFingerprint: String, evaluatedDay: Int, evaluatedAt: Int
    ) {
        self.loadedAt = loadedAt
        self.exportedAt = exportedAt
        self.fingerprint = fingerprint
        self.folderState = folderState
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.faults = faults
        self.protocolFingerprint = protocolFingerprint
        self.evaluatedDay = evaluatedDay
        self.evaluatedAt = evaluatedAt
    }

    /// Whether the export was older than so many hours at a moment.
    public func isStale(at moment: Int, afterHours hours: Int) -> Bool { moment - exportedAt > hours * 3_600 }
}
