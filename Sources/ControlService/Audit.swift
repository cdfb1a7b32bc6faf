import AtomicFiles
import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import Glibc
import SecureHash
import Service
import StaffWork
import Surveillance
import Systemd
import Varlink
import WatchStore

/// Notes who read and did what, before they are answered: only this writes the audit trail.
///
/// What is noted stands on the disk once the gate was opened, which the control socket does before any answer leaves: to make
/// sure of one entry takes as long as of a hundred, so those who ask at the same time wait for it together.
///
/// Where the trail cannot be written, callers are answered all the same: the entry waits here and is written with the next
/// one, and the journal says so. Acts that a crash kept from the trail are taken over from the store at the next start.
package final class AuditKeeper: AnswerGate {
    /// More than this are not held: by then the journal has been saying for long that the disk is full.
    private static let mostWaiting = 10_000
    /// So few that a full disk is noticed at little cost.
    private static let mostAtOnce = 256

    private let file: AuditFile
    private let headFile: String
    private let clock: ClinicClock
    private let journal: Journal
    private var waiting: [AuditDraft] = []
    private var lost = 0
    /// Whether entries came since the trail was last written to.
    package private(set) var isShut = false
    /// Whether entries wait because the trail cannot be written.
    private var isBehind = false
    /// Whether the trail was found to differ, when the service started, from what it was.
    private var hasLostItsPlace = false
    /// The acts that the trail speaks of and the store does not have.
    private var lostActs: [Int64] = []

    /// - Parameter headFile: where the head is noted beside the journal, so that a trail that was cut is noticed at the next
    ///   start.
    package init(_ file: AuditFile, headFile: String, clock: ClinicClock, journal: Journal) {
        self.file = file
        self.headFile = headFile
        self.clock = clock
        self.journal = journal
    }

    /// Notes that a person read something.
    package func noteRead(
        _ verb: String, by who: StaffMember, patient: String? = nil, item: String? = nil, _ detail: String
    ) {
        note(
            AuditDraft(
                at: clock.now, uid: who.uid, user: who.name, verb: verb, patient: patient, item: item, detail: detail))
    }

    /// Notes that a person acted, or was refused.
    func noteAct(_ entry: AuditDraft) { note(entry) }

    /// A page of the trail, and its head, with all that was noted before.
    func page(
        patient: String?, user: String?, since: Int?, after: Int64, limit: Int
    ) throws(StoreError) -> (entries: [AuditEntry], head: AuditAnchor?) {
        open()
        let entries = try file.entries(patient: patient, user: user, since: since, after: after, limit: limit)
        return (entries, try file.head)
    }

    /// Holds the trail against the store: takes over the acts that a crash kept from it, and finds those that the store has
    /// lost.
    ///
    /// - Returns: the highest number of an act in the trail; nil where it has none.
    package func reconcile(with store: StoreView) throws(StoreError) -> Int64? {
        let noted = try file.acts()
        let kept = try store.read { try $0.actNumbers() }
        for number in kept.subtracting(noted).sorted() {
            guard let (mrn, act) = try store.read({ try $0.act(number) }) else { continue }
            note(AuditDraft(act, of: mrn, note: "noted after a restart"))
        }
        open()
        lostActs = noted.subtracting(kept).sorted()
        if !lostActs.isEmpty { journal.note(.recordNotWhole, .critical, "\(LostActs(lostActs))") }
        return noted.max()
    }

    /// What everyone must know of the trail.
    var notices: [Notice] {
        var notices: [Notice] = []
        if !lostActs.isEmpty { notices.append(Notice(kind: "acts-lost", message: "\(LostActs(lostActs))")) }
        if isBehind {
            notices.append(
                Notice(
                    kind: "audit-not-written",
                    message: "The audit trail cannot be written; its entries wait in memory. See the journal."))
        }
        if hasLostItsPlace {
            notices.append(
                Notice(kind: "audit-cut", message: "The audit trail is not what it was. See: cnswatch audit verify."))
        }
        return notices
    }

    /// Compares the trail with its head as last noted. What is missing is said once; afterwards its anchors in the journal no
    /// longer fit.
    package func checkHead() throws(StoreError) {
        var bytes = [UInt8](repeating: 0, count: 256)
        guard let noted = fopen(headFile, "re") else { return }
        defer { fclose(noted) }
        let count = fread(&bytes, 1, bytes.count, noted)
        let text = String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self)
        guard let anchor = try? AuditAnchor(text) else { return }
        let entry = try file.entries(from: anchor.number, limit: 1).first
        if entry?.number == anchor.number, entry?.hash == anchor.hash { return }
        hasLostItsPlace = true
        journal.note(
            .recordNotWhole, .critical,
            "the audit trail is not what it was: row \(anchor.number) is missing or another one; keep a copy of it, tell who "
                + "answers for the data, and compare it with a backup: cnswatch audit verify --anchor \(anchor)")
    }

    /// Notes the head of the trail outside of it: a forger has to rewrite both.
    package func anchor() {
        open()
        do throws(StoreError) {
            guard let head = try file.head else { return }
            journal.note(
                .auditAnchored, .info, "the audit trail stands at \(head)",
                fields: [JournalField("CNSWATCH_AUDIT_HEAD", head.description)])
            do {
                try AtomicFile.write(Array("\(head)\n".utf8), to: headFile, mode: 0o600)
            } catch {
                journal.note(.storeFailed, .error, "\(error)")
            }
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// Writes what was noted. What cannot be written is tried again with the next entry.
    package func open() {
        guard isShut else { return }
        isShut = false
        do throws(StoreError) {
            while !waiting.isEmpty {
                let next = Array(waiting.prefix(AuditKeeper.mostAtOnce))
                try file.append(next)
                waiting.removeFirst(next.count)
            }
            isBehind = false
            if lost > 0 {
                journal.note(
                    .storeFailed, .critical, "\(lost) entries of the audit trail were not written and are lost")
                lost = 0
            }
        } catch {
            if !isBehind {
                journal.note(.storeFailed, .critical, "the audit trail is not written, its entries wait: \(error)")
            }
            isBehind = true
        }
    }

    private func note(_ draft: AuditDraft) {
        waiting.append(draft)
        isShut = true
        if waiting.count > AuditKeeper.mostWaiting {
            waiting.removeFirst()
            lost += 1
        }
    }
}

extension AuditDraft {
    /// What the trail says of an act that the store holds; `note` says how it comes to be noted now.
    init(_ act: Act, of mrn: String, note: String) {
        self.init(
            at: act.at, uid: act.who.uid, user: act.who.name, verb: act.content.verb, patient: mrn,
            item: act.content.item?.rawValue, detail: "\(act.content.words) (\(note))",
            reason: act.content.reason, action: act.id)
    }

    /// What the trail says of an act that was just done.
    init(_ done: ActPreview, by who: StaffMember, at moment: Int) {
        let changes = done.changes
        self.init(
            at: moment, uid: who.uid, user: who.name, verb: done.content.verb, patient: done.patient.mrn,
            item: done.item?.rawValue, detail: done.words,
            before: changes.isEmpty ? nil : changes.map { "\($0.subject): \($0.before)" }.joined(separator: "; "),
            after: changes.isEmpty ? nil : changes.map { "\($0.subject): \($0.after)" }.joined(separator: "; "),
            reason: done.content.reason, action: done.act)
    }

    /// What the trail says of an act that was asked for and not done.
    init(refused request: ActRequest, _ failure: ActFailure, at moment: Int, isDryRun: Bool = false) {
        let verb = request.command.verb
        self.init(
            at: moment, uid: request.who.uid, user: request.who.name, verb: isDryRun ? "dry-run" : verb,
            patient: request.patient, item: request.command.item?.rawValue,
            detail: "\(isDryRun ? "\(verb): " : "")not done: \(failure)")
    }
}

/// What is noted in the audit trail of a read, beside who read and when.
struct ReadNote: Sendable {
    let verb: String
    let patient: String?
    let item: String?
    let detail: String

    init(_ verb: String, patient: String? = nil, item: String? = nil, _ detail: String) {
        (self.verb, self.patient, self.item, self.detail) = (verb, patient, item, detail)
    }
}

/// What is said where the audit trail speaks of acts that the store does not have.
private struct LostActs: CustomStringConvertible {
    private let acts: [Int64]

    init(_ acts: [Int64]) { self.acts = acts }

    var description: String {
        let range = acts.first == acts.last ? "\(acts.first ?? 0)" : "\(acts.first ?? 0) to \(acts.last ?? 0)"
        return
            "the store does not have \(Pluralised(acts.count, "act")) of staff (\(range)) that the audit trail speaks of: it was "
            + "removed, or an older one was put in its place; bring back the right one from a backup, or have staff do again "
            + "what \"cnswatch audit\" shows"
    }
}

/// The audit trail on the wire.
extension ControlHarness {
    var auditMethod: MethodImplementation {
        requiring(.operator) { context in
            do {
                context.reply(try self.auditPage(try AuditRequest(json: context.parameters), context))
            } catch {
                self.fail(context, error)
            }
        }
    }

    private func auditPage(_ request: AuditRequest, _ context: CallContext) throws -> AuditPage {
        var since: Int?
        if let text = request.since {
            guard let day = CivilDate(text) else { throw QueryError.parameter("since") }
            since = queries.clock.start(of: day)
        }
        if let limit = request.limit, limit < 1 { throw QueryError.parameter("limit") }
        if let after = request.after, after < 0 { throw QueryError.parameter("after") }
        let limit = min(request.limit ?? 1_000, 10_000)
        let asked = [
            request.user.map { "user \($0)" }, request.since.map { "since \($0)" },
            request.after.map { "after row \($0)" },
        ].compactMap(\.self)
        audit.noteRead(
            "audit", by: access.person(context.peer), patient: request.patient, asked.joined(separator: ", "))
        // A pseudonym serves as well; who is not in the store may still be in the trail.
        let patient = request.patient.map { key in (try? queries.patient(key))?.patient.mrn ?? key }
        let (entries, head) = try audit.page(
            patient: patient, user: request.user, since: since, after: Int64(request.after ?? 0),
            limit: limit + 1)
        let page = entries.prefix(limit)
        return AuditPage(
            entries: page.map { AuditEntryReport($0) }, headNumber: Int(head?.number ?? 0),
            headHash: "\(head?.hash ?? .zero)", next: entries.count > limit ? page.last.map { Int($0.number) } : nil)
    }
}

extension AuditEntryReport {
    fileprivate init(_ entry: AuditEntry) {
        self.init(
            number: Int(entry.number), at: entry.at, uid: Int(entry.uid), user: entry.user, verb: entry.verb,
            patient: entry.patient, item: entry.item, detail: entry.detail, before: entry.before, after: entry.after,
            reason: entry.reason, action: entry.action.map { Int($0) }, previous: "\(entry.previous)",
            hash: "\(entry.hash)")
    }
}
