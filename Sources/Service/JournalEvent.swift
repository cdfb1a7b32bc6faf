import Systemd

/// The kinds of records in the journal, each with an identifier that is never used again.
package enum JournalEvent: String, CaseIterable, Sendable {
    /// The service is ready.
    case started = "abdb2c7a4b8f443f86c2c2cd7a7749ba"
    /// The service stops.
    case stopping = "11ccb6f13b5d49b6a052df417bbc16d0"
    /// A roster was taken.
    case rosterTaken = "200287f143f04d02a33d336030b34d5d"
    /// A roster was refused; the last good one stays in force.
    case rosterRefused = "8eeec1a12a264971acb59b660c05fac4"
    /// Rows of a roster were set aside.
    case rowsRejected = "88bd1643593943daa46f1bec536024b2"
    /// Patients vanished from the export.
    case patientsVanished = "171db966d30243849b154482ff3b180b"
    /// An item of a patient, or a summary of many.
    case alert = "b924c778132747e2a762998590308fe0"
    /// All patients are up to date for the day.
    case evaluated = "aa47dfb4d8c047aeaaf0c7667f1e7b88"
    /// The clock was set.
    case clockChanged = "087b3054b5404a90a49b617b3c0d1413"
    /// The store failed.
    case storeFailed = "970661fad31f42c7ac57aaa1ad5dbffd"
    /// A call was refused for want of permission.
    case callRefused = "f474b47f2e0e44a59ac36a651488362a"
    /// A protocol was refused; the last good one stays in force.
    case protocolRefused = "6a00d2a915b942e8a9ee2646899d0471"
    /// The configuration file has changed while the service runs.
    case configurationChanged = "e86b0f42d97c4f1ab3c5d8016f2a7e94"
    /// A protocol was taken.
    case protocolTaken = "3d9a6c1f7be24d0fa85b4e2c90d7f613"
    /// The store has lost what staff did, or the audit trail is not what it was.
    case recordNotWhole = "b41f7c02d8ea4f6f9a135c7e60d2483b"
    /// The machine lacks groups that the configuration gives rights to.
    case groupsMissing = "6e2d09a5c37b4b1e8f54a1d7306c9be2"
    /// Where the audit trail stands, once a day.
    case auditAnchored = "5f0c8d6ab1e94f0c9d3a27e4c6b8f195"
    /// A message is given up: its receiver did not get it.
    case deliveryFailed = "c3b7e9a1d45f4e6c8b02f6d7a9e1c450"
    /// The export is older than the admin allows.
    case rosterStale = "799d78ff4119419bb52632a22f9fa283"
    /// A silence is about to lapse.
    case silenceLapses = "2f1c6d0b7ae84c39b6f58d1e04a7c9b3"
    /// No time service keeps the machine's clock, or one does again.
    case clockUnsynchronised = "8d54a3e0c6f24b17a09b7c35e1f6d284"
    /// No receiver is configured for the service's own troubles.
    case troublesUnheard = "e07b29c4f5a84d63b8c1960d3a7f52be"
    /// No route is about patients of a clinic.
    case unrouted = "91b6d07e3c5a4f28a4e17f9c02d85b63"
    /// The heartbeat is not answered, or is again.
    case heartbeatUnheard = "4ac8e16d93b7405fa2d60b8c7e915f37"

    /// The report was made.
    case reportMade = "5b3df1a04c9e4e0d9b8f27a6d1c4e573"
    /// The report could not be made; the last one stays.
    case reportFailed = "d2079c6e18b74af5a3e6905fb7c1d84a"

    /// The identifier.
    package var messageID: Identifier128? { try? Identifier128(rawValue) }
}

extension Journal {
    /// Writes a record about the service itself; records about patients are alerts.
    package func note(
        _ event: JournalEvent, _ priority: JournalPriority, _ message: String, fields: [JournalField] = []
    ) {
        write(priority, message, messageID: event.messageID, fields: fields)
    }
}
