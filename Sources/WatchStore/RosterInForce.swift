import Alerting

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
    /// What it was evaluated by.
    public var rules: RulesFingerprint
    /// The day it was evaluated for, in days since 1970.
    public var evaluatedDay: Int
    /// When that was, in seconds since 1970.
    public var evaluatedAt: Int

    /// A roster with these facts.
    public init(
        loadedAt: Int, exportedAt: Int, fingerprint: String, folderState: String, patients: Int, events: Int,
        rejectedRows: Int, faults: Int, rules: RulesFingerprint, evaluatedDay: Int, evaluatedAt: Int
    ) {
        self.loadedAt = loadedAt
        self.exportedAt = exportedAt
        self.fingerprint = fingerprint
        self.folderState = folderState
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.faults = faults
        self.rules = rules
        self.evaluatedDay = evaluatedDay
        self.evaluatedAt = evaluatedAt
    }

    /// Whether the export was older than so many hours at a moment.
    public func isStale(at moment: Int, afterHours hours: Int) -> Bool { moment - exportedAt > hours * 3_600 }
}

/// What plans, and the days of their changes, follow from beside the patients.
public struct RulesFingerprint: Hashable, Sendable {
    /// Stands for routes or a calendar that a store of an older version does not know.
    static let unknown = "unknown"

    /// The fingerprint of the protocol.
    public let surveillance: String
    /// That of the routes; nil where there are none.
    public let routes: String?
    /// That of the working days; nil where there are no routes.
    public let calendar: String?

    /// The fingerprint of a protocol and of the routing.
    public init(surveillance: String, _ routing: RoutingFingerprint?) {
        self.init(surveillance: surveillance, routes: routing?.routes, calendar: routing?.calendar)
    }

    init(surveillance: String, routes: String?, calendar: String?) {
        self.surveillance = surveillance
        self.routes = routes
        self.calendar = calendar
    }

    /// Whether the routes differ from those before, so that a receiver may have to hear of what already stands.
    ///
    /// Routes that an older version stored without an explicit fingerprint count as unchanged: an upgrade alone notifies no
    /// receiver twice, and a receiver who was added since hears of what stands in any case.
    public func hasNewRoutes(since before: RulesFingerprint) -> Bool {
        guard let routes else { return false }
        return before.routes != routes && before.routes != RulesFingerprint.unknown
    }
}
