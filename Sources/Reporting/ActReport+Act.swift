import CivilCalendar
import ClinicalModel
import ControlInterface
import StaffWork
import Surveillance

extension ActReport {
    /// What staff did for a patient, oldest first; `places` says where the export's records stand, `agents` names the drugs.
    public static func reports(
        _ workflow: Workflow, _ merged: MergedRecord, places: EventPlaces, agents: AgentNames
    ) -> [ActReport] {
        let standings = Dictionary(
            merged.standings.map { ($0.act, $0.standing) }, uniquingKeysWith: { first, _ in first })
        return workflow.acts.map { act in
            let standing = standings[act.id]
            let place = standing?.place(places)
            return ActReport(
                act: Int(act.id), at: act.at, day: act.day.description, who: act.who.name, verb: act.deed.verb,
                item: workflow.item(of: act)?.rawValue, words: act.deed.words(agents: agents),
                undoneBy: workflow.undone[act.id].map { Int($0) }, standing: standing?.word,
                row: place?.line, file: place?.file, resource: place?.resource)
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

    /// Where the export's record stands that it merged with or that contradicts it.
    public func place(_ places: EventPlaces) -> EventPlace? {
        switch self {
        case .counted: nil
        case .merged(let row), .contradicted(let row): places.place(ofRow: Int(row))
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
