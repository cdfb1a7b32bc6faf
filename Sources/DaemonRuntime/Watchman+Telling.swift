import ClinicalModel
import ControlInterface
import RosterReading
import Systemd
import WatchStore

/// What the watchman tells: alerts to the journal, outcomes to whoever asked for a reload.
extension Watchman {
    /// The last good roster stays. One that is being written is worth a second look, and not worth telling; the journal may name
    /// less than those who ask are told.
    func refuse(
        _ reasons: [String], inJournal: [String]? = nil, isWorthTelling: Bool = true
    ) throws(StoreError) -> ReloadReport {
        standing.refusal = WatchmanStanding.Refusal(at: clock.now, reasons: reasons)
        let inForce = try store.read { try $0.rosterInForce() }
        journal.note(
            .rosterRefused, .error,
            "the roster is refused\(inForce == nil ? "" : " and the last good one stays in force"): "
                + (inJournal ?? reasons).joined(separator: " | "))
        if isWorthTelling { try tellRefusal(isInForce: inForce != nil) }
        try turnDay()
        var report = report("refused", inForce, RosterChange())
        report.reasons = reasons
        return report
    }

    /// Hands the decided alerts to the journal. What was decided before a crash is handed over after it.
    func handOver() throws(StoreError) {
        try fillOutbox()
        let alerts = try store.read { try $0.pendingAlerts() }
        if alerts.isEmpty { return }
        for alert in alerts {
            var fields = [JournalField("CNSWATCH_ALERT", "\(alert.id)")]
            if let patient = alert.patient { fields.append(JournalField("CNSWATCH_SUBJECT", patient)) }
            journal.write(
                JournalPriority.allCases.first { $0.rawValue == alert.priority } ?? .warning, alert.line,
                messageID: JournalEvent.alert.messageID, fields: fields)
        }
        CrashPoint.journalled.reach()
        try store.write { try $0.markHandedOver(alerts.map(\.id), at: clock.now) }
        CrashPoint.journalNoted.reach()
    }

    func report(_ outcome: String, _ roster: RosterInForce?, _ change: RosterChange) -> ReloadReport {
        ReloadReport(
            outcome: outcome, patients: roster?.patients ?? 0, changed: change.changed, vanished: change.vanished,
            returned: change.returned, rejectedRows: roster?.rejectedRows ?? 0, reasons: [])
    }

    func tell(_ roster: RosterInForce, _ change: RosterChange) {
        journal.note(
            .rosterTaken, .notice,
            "roster taken: \(Counted(roster.patients, "patient")), \(Counted(roster.events, "event")), "
                + "\(Counted(change.changed, "patient")) changed")
        if roster.rejectedRows > 0 {
            journal.note(
                .rowsRejected, .warning,
                "\(Counted(roster.rejectedRows, "row")) of the roster set aside; "
                    + "see: cnswatch roster check \(configuration.rosterFolder)")
        }
        if change.vanished > 0 {
            journal.note(
                .patientsVanished, .warning,
                "\(Counted(change.vanished, "patient").with("is", "are")) missing from the export; kept and still watched"
            )
        }
    }
}
