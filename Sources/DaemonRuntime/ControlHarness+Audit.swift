import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import SecureHash
import Varlink
import WatchStore

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
            guard let day = CivilDate(text) else { throw VarlinkError.invalidParameter("since") }
            since = answers.clock.start(of: day)
        }
        if let limit = request.limit, limit < 1 { throw VarlinkError.invalidParameter("limit") }
        if let after = request.after, after < 0 { throw VarlinkError.invalidParameter("after") }
        let limit = min(request.limit ?? 1_000, 10_000)
        let asked = [
            request.user.map { "user \($0)" }, request.since.map { "since \($0)" },
            request.after.map { "after row \($0)" },
        ].compactMap(\.self)
        audit.noteRead(
            "audit", by: access.person(context.peer), patient: request.patient, asked.joined(separator: ", "))
        // A pseudonym serves as well; who is not in the store may still be in the trail.
        let patient = request.patient.map { key in (try? answers.patient(key))?.patient.mrn ?? key }
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
