import JSONText

/// How the service is.
public struct StatusReport: Hashable, Sendable {
    /// Version of the service.
    public var version: String
    /// Its process.
    public var pid: Int
    /// When it started, in seconds since 1970.
    public var startedAt: Int
    /// Its civil date.
    public var asOf: String
    /// The clinic's time zone.
    public var timeZone: String
    /// The protocol in force.
    public var `protocol`: ProtocolReference
    /// The roster in force.
    public var roster: RosterStatus
    /// When all patients were last up to date.
    public var evaluatedAt: Int?
    /// How many were worked out then.
    public var evaluatedPatients: Int
    /// When it wakes next, in seconds since 1970.
    public var nextWake: Int?
    /// Open connections.
    public var connections: Int
    /// Alerts not yet handed over.
    public var alertsPending: Int
    /// Alerts handed over today.
    public var alertsToday: Int
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        version: String, pid: Int, startedAt: Int, asOf: String, timeZone: String, `protocol`: ProtocolReference,
        roster: RosterStatus, evaluatedAt: Int? = nil, evaluatedPatients: Int, nextWake: Int? = nil, connections: Int,
        alertsPending: Int, alertsToday: Int, notices: [Notice]
    ) {
        self.version = version
        self.pid = pid
        self.startedAt = startedAt
        self.asOf = asOf
        self.timeZone = timeZone
        self.`protocol` = `protocol`
        self.roster = roster
        self.evaluatedAt = evaluatedAt
        self.evaluatedPatients = evaluatedPatients
        self.nextWake = nextWake
        self.connections = connections
        self.alertsPending = alertsPending
        self.alertsToday = alertsToday
        self.notices = notices
    }
}

extension StatusReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        version = try members.string("version")
        pid = try members.integer("pid")
        startedAt = try members.integer("startedAt")
        asOf = try members.string("asOf")
        timeZone = try members.string("timeZone")
        `protocol` = try members.message("protocol")
        roster = try members.message("roster")
        evaluatedAt = try members.integerIfPresent("evaluatedAt")
        evaluatedPatients = try members.integer("evaluatedPatients")
        nextWake = try members.integerIfPresent("nextWake")
        connections = try members.integer("connections")
        alertsPending = try members.integer("alertsPending")
        alertsToday = try members.integer("alertsToday")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("version", version)
        writer.member("pid", pid)
        writer.member("startedAt", startedAt)
        writer.member("asOf", asOf)
        writer.member("timeZone", timeZone)
        writer.member("protocol", `protocol`)
        writer.member("roster", roster)
        writer.member("evaluatedAt", evaluatedAt)
        writer.member("evaluatedPatients", evaluatedPatients)
        writer.member("nextWake", nextWake)
        writer.member("connections", connections)
        writer.member("alertsPending", alertsPending)
        writer.member("alertsToday", alertsToday)
        writer.member("notices", notices)
    }
}
