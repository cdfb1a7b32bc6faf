import CivilCalendar
import RosterReading
import WatchStore

extension RosterInForce {
    /// The roster of a reading, taken and evaluated now.
    init(
        _ reading: RosterReading, folderState: String, rules: RulesFingerprint, now: Int, today: CivilDate
    ) {
        let files = reading.files
        self.init(
            loadedAt: now, exportedAt: (files.map(\.modificationTime).max() ?? 0) / 1_000_000_000,
            fingerprint: files.map { "\($0.contentHash)" }.joined(separator: " "), folderState: folderState,
            patients: reading.totals.patients, events: reading.totals.events,
            rejectedRows: reading.totals.rejectedRows,
            faults: reading.totals.faults,
            rules: rules, evaluatedDay: Int(today.daysSinceEpoch), evaluatedAt: now)
    }
}
