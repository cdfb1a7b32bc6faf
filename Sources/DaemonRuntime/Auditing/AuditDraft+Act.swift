import AuditTrail
import ClinicalModel
import Reporting
import StaffWork
import Surveillance

extension AuditDraft {
    /// What the trail says of an act that the store holds; `note` says how it comes to be noted now.
    init(_ act: Act, of mrn: String, agents: AgentNames, note: String) {
        self.init(
            at: act.at, uid: act.who.uid, user: act.who.name, verb: act.deed.verb, patient: mrn,
            item: act.deed.itemNamed?.rawValue, detail: "\(act.deed.words(agents: agents)) (\(note))",
            reason: act.deed.reason, action: act.id)
    }

    /// What the trail says of an act that was just done.
    init(_ done: ActDone, by who: StaffMember, at moment: Int) {
        let changes = done.verdict.changes
        self.init(
            at: moment, uid: who.uid, user: who.name, verb: done.verdict.deed.verb, patient: done.mrn,
            item: done.verdict.item?.rawValue, detail: done.words,
            before: changes.isEmpty ? nil : changes.map { "\($0.subject): \($0.before)" }.joined(separator: "; "),
            after: changes.isEmpty ? nil : changes.map { "\($0.subject): \($0.after)" }.joined(separator: "; "),
            reason: done.verdict.deed.reason, action: done.act)
    }

    /// What the trail says of an act that was asked for and not done.
    init(refused request: ActRequest, _ failure: ActFailure, at moment: Int, isDryRun: Bool = false) {
        let (verb, patient, item): (String, String?, Item?) =
            switch request.wish {
            case .record(let patient, _, _): ("record", patient, nil)
            case .lease(let patient, let kind, let item, _, _): (kind.rawValue, patient, item)
            case .second(let patient, _, let item, _): ("second", patient, item)
            case .undo: ("undo", nil, nil)
            }
        self.init(
            at: moment, uid: request.who.uid, user: request.who.name, verb: isDryRun ? "dry-run" : verb,
            patient: patient, item: item?.rawValue, detail: "\(isDryRun ? "\(verb): " : "")not done: \(failure)")
    }
}

extension Deed {
    /// Why, as the person said; nil where nothing was said.
    fileprivate var reason: String? {
        let text =
            switch self {
            case .record(let fact): fact.note
            case .lease(let terms): terms.reason
            case .second: ""
            case .undo(_, let reason): reason
            }
        return text.isEmpty ? nil : text
    }

    /// The item that it names by itself.
    fileprivate var itemNamed: Item? {
        switch self {
        case .record(let fact): fact.event.content.item
        case .lease(let terms): terms.item
        case .second, .undo: nil
        }
    }
}
