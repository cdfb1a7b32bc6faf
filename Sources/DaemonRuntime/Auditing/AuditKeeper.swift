import AuditTrail
import StaffWork
import Systemd
import WatchStore

/// Notes who read and did what, before they are answered: the service's only hand on the audit trail.
///
/// Where the trail cannot be written, nobody is kept from a patient for it: the entry waits here and is written with the next
/// one, and the journal says so. Acts that a crash kept from the trail are taken over from the store at the next start.
final class AuditKeeper {
    /// More than this are not held: by then the journal has been saying for long that the disk is full.
    private static let mostWaiting = 10_000

    private let file: AuditFile
    private let clock: ClinicClock
    private let journal: Journal
    private var waiting: [AuditDraft] = []
    private var lost = 0

    init(_ file: AuditFile, clock: ClinicClock, journal: Journal) {
        self.file = file
        self.clock = clock
        self.journal = journal
    }

    /// Notes that a person read something.
    func noteRead(_ verb: String, by who: StaffMember, patient: String? = nil, item: String? = nil, _ detail: String) {
        note(
            AuditDraft(
                at: clock.now, uid: who.uid, user: who.name, verb: verb, patient: patient, item: item, detail: detail))
    }

    /// Notes that a person acted, or was not let.
    func noteAct(_ entry: AuditDraft) { note(entry) }

    /// A page of the trail, and its head.
    func page(
        patient: String?, user: String?, since: Int?, after: Int64, limit: Int
    ) throws(StoreError) -> (entries: [AuditEntry], head: AuditAnchor?) {
        let entries = try file.entries(patient: patient, user: user, since: since, after: after, limit: limit)
        return (entries, try file.head)
    }

    /// Takes over the acts that the store holds and the trail does not.
    func catchUp(with store: WatchStore) throws(StoreError) {
        let last = try file.lastAct() ?? 0
        let missing = try store.read { try $0.acts(after: last) }
        for (mrn, act, agents) in missing {
            note(AuditDraft(act, of: mrn, agents: agents, note: "noted after a restart"))
        }
    }

    /// Puts the head of the trail where the trail itself is not: whoever rewrites the one has yet to rewrite the other.
    func anchor() {
        do throws(StoreError) {
            guard let head = try file.head else { return }
            journal.note(
                .auditAnchored, .info, "the audit trail stands at \(head)",
                fields: [JournalField("CNSWATCH_AUDIT_HEAD", head.description)])
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    private func note(_ draft: AuditDraft) {
        waiting.append(draft)
        do throws(StoreError) {
            while let next = waiting.first {
                try file.append(next)
                waiting.removeFirst()
            }
            if lost > 0 {
                journal.note(
                    .storeFailed, .critical, "\(lost) entries of the audit trail were not written and are lost")
                lost = 0
            }
        } catch {
            if waiting.count == 1 {
                journal.note(.storeFailed, .critical, "the audit trail is not written, its entries wait: \(error)")
            }
            if waiting.count > AuditKeeper.mostWaiting {
                waiting.removeFirst()
                lost += 1
            }
        }
    }
}
