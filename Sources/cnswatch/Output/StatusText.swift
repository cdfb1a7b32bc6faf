import ClinicalModel
import ControlInterface

/// The service's status, for people.
enum StatusText {
    static func lines(_ status: StatusReport) -> [String] {
        let roster = status.roster
        var rows = [
            (
                "service",
                "cnswatchd \(status.version), process \(status.pid), since \(ClinicZone.instant(status.startedAt))"
            ),
            ("today", "\(status.asOf) in \(status.timeZone)"),
            ("protocol", "\(status.protocol.id) \(status.protocol.version) (\(status.protocol.fingerprint))"),
            ("roster", roster.folder),
        ]
        if let loaded = roster.loadedAt {
            rows.append(
                (
                    "",
                    "\(Pluralised(roster.patients, "patient")), \(Pluralised(roster.events, "event")), taken \(ClinicZone.instant(loaded))"
                ))
        } else {
            rows.append(("", "none was ever taken"))
        }
        if roster.rejectedRows > 0 { rows.append(("", "\(Pluralised(roster.rejectedRows, "row")) set aside")) }
        if let questions = roster.questions, questions > 0 {
            rows.append(("", "\(Pluralised(questions, "question")) open; see: cnswatch questions"))
        }
        if roster.absent > 0 {
            rows.append(("", Pluralised(roster.absent, "patient").with("is", "are") + " not in the export any more"))
        }
        if let refused = roster.refusedAt {
            rows.append(("refused", "a newer roster, \(ClinicZone.instant(refused)):"))
            rows += roster.refusal.map { ("", $0) }
        }
        if let evaluated = status.evaluatedAt {
            rows.append(
                ("evaluated", "\(ClinicZone.instant(evaluated)), \(Pluralised(status.evaluatedPatients, "patient"))"))
        }
        if let wake = status.nextWake { rows.append(("next wake", ClinicZone.instant(wake))) }
        rows.append(("alerts", "\(status.alertsToday) told today, \(status.alertsPending) pending"))
        rows.append(("connections", "\(status.connections)"))
        rows += status.notices.map { ("!", $0.message) }
        return rows.map { name, value in
            name + String(repeating: " ", count: max(1, 13 - name.utf8.count)) + value
        }
    }
}
