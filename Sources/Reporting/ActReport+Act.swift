import CivilCalendar
import ClinicalModel
import ControlInterface
import StaffWork
import Surveillance

extension ActReport {
    /// What staff did for a patient, oldest first; `agents` names the drugs.
    public static func reports(_ workflow: Workflow, _ merged: MergedRecord, agents: AgentNames) -> [ActReport] {
        let standings = Dictionary(
            merged.standings.map { ($0.act, $0.standing) }, uniquingKeysWith: { first, _ in first })
        return workflow.acts.map { act in
            let standing = standings[act.id]
            return ActReport(
                act: Int(act.id), at: act.at, day: act.day.description, who: act.who.name, verb: act.deed.verb,
                item: workflow.item(of: act)?.rawValue, words: act.deed.words(agents: agents),
                undoneBy: workflow.undone[act.id].map { Int($0) }, standing: standing?.word,
                row: standing?.row.map { Int($0) })
        }
    }
}

extension MergedRecord.Standing {
    /// The word for it on the wire.
    public var word: String {
        switch self {
        case .counted: "counted"
        case .merged: "merged"
        case .contradicted: "contradicted"
        }
    }

    /// The export's row that it merged with or that contradicts it.
    public var row: Int32? {
        switch self {
        case .counted: nil
        case .merged(let row), .contradicted(let row): row
        }
    }
}

extension Deed {
    /// What was done, in words; the verb stands beside them.
    public func words(agents: AgentNames) -> String {
        switch self {
        case .record(let fact):
            "\(fact.event.date) \(FactReference(fact.event, agents: agents).words)"
                + (fact.note.isEmpty ? "" : ": \(fact.note)")
        case .lease(let terms): "until \(terms.until)" + (terms.reason.isEmpty ? "" : ": \(terms.reason)")
        case .second(let act): "confirms act \(act)"
        case .undo(let act, let reason): "undoes act \(act): \(reason)"
        }
    }
}
