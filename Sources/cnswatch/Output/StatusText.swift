import ClinicalModel
import ControlInterface
import Glibc

/// The service's status as people read it.
enum StatusText {
    static func lines(_ status: StatusReport) -> [String] {
        let roster = status.roster
        var rows = [
            ("service", "cnswatchd \(status.version), process \(status.pid), since \(instant(status.startedAt))"),
            ("today", "\(status.asOf) in \(status.timeZone)"),
            ("protocol", "\(status.protocol.id) \(status.protocol.version) (\(status.protocol.fingerprint))"),
            ("roster", roster.folder),
        ]
        if let loaded = roster.loadedAt {
            rows.append(
                (
                    "",
                    "\(Counted(roster.patients, "patient")), \(Counted(roster.events, "event")), taken \(instant(loaded))"
                ))
        } else {
            rows.append(("", "none was ever taken"))
        }
        if roster.rejectedRows > 0 { rows.append(("", "\(Counted(roster.rejectedRows, "row")) set aside")) }
        if let questions = roster.questions, questions > 0 {
            rows.append(("", "\(Counted(questions, "question")) open; see: cnswatch questions"))
        }
        if roster.absent > 0 {
            rows.append(("", Counted(roster.absent, "patient").with("is", "are") + " not in the export any more"))
        }
        if let refused = roster.refusedAt {
            rows.append(("refused", "a newer roster, \(instant(refused)):"))
            rows += roster.refusal.map { ("", $0) }
        }
        if let evaluated = status.evaluatedAt {
            rows.append(("evaluated", "\(instant(evaluated)), \(Counted(status.evaluatedPatients, "patient"))"))
        }
        if let wake = status.nextWake { rows.append(("next wake", instant(wake))) }
        rows.append(("alerts", "\(status.alertsToday) told today, \(status.alertsPending) pending"))
        rows.append(("connections", "\(status.connections)"))
        rows += status.notices.map { ("!", $0.message) }
        return rows.map { name, value in
            name + String(repeating: " ", count: max(1, 13 - name.utf8.count)) + value
        }
    }

    /// A moment as `YYYY-MM-DD HH:MM:SS` with the offset, in this machine's zone.
    static func instant(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var local = tm()
        localtime_r(&moment, &local)
        return String(unsafeUninitializedCapacity: 40) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress!, 40, "%Y-%m-%d %H:%M:%S %z", &local) }
        }
    }
}
