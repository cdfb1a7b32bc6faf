import CivilCalendar
import ClinicalModel
import GRDB
import RosterReading
import StaffWork
import Surveillance

extension StoreWriter {
    /// Adds what a person did for a patient, and gives it its number.
    ///
    /// - Parameter agents: names the drug of a recorded event.
    public func add(
        _ deed: Deed, of patient: Int64, by who: StaffMember, at moment: Int, day: CivilDate, agents: AgentNames
    ) throws -> Act {
        var words: EventWords?
        var note: String?
        var terms: LeaseTerms?
        var (reason, other): (String, Int64?) = ("", nil)
        switch deed {
        case .record(let fact): (words, note) = (EventWords(fact.event, agents: agents), fact.note)
        case .lease(let lease): (terms, reason) = (lease, lease.reason)
        case .second(let act): other = act
        case .undo(let act, let why): (other, reason) = (act, why)
        }
        try execute(
            """
            INSERT INTO act (at, day, uid, user, patient, verb, item, until, urgency, anchor, latest, reason, of,
                             date, event, detail, result, site, count, size_mm, value, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                moment, Int(day.daysSinceEpoch), Int64(who.uid), who.name, patient, deed.verb, terms?.item?.rawValue,
                terms.map { Int($0.until.daysSinceEpoch) }, terms?.occasion?.urgency.rank,
                terms?.occasion?.anchor?.description, terms?.occasion.map { Int($0.latest.daysSinceEpoch) }, reason,
                other,
                words?.date,
                words?.event, words?.detail, words?.result, words?.site, words?.count, words?.size, words?.value, note,
            ])
        let id = database.lastInsertedRowID
        guard case .record(let fact) = deed else {
            return Act(id: id, at: moment, day: day, who: who, deed: deed)
        }
        let event = Event(date: fact.event.date, content: fact.event.content, row: Event.row(ofAct: id))
        return Act(id: id, at: moment, day: day, who: who, deed: .record(RecordedFact(event, note: fact.note)))
    }

    /// Sees to it that no act gets a number up to this one, which another act had in a store that is gone.
    public func raiseActNumbers(above last: Int64) throws {
        try execute("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'act'", [last])
        if database.changesCount == 0 { try execute("INSERT INTO sqlite_sequence VALUES ('act', ?1)", [last]) }
    }

    /// Notes which leases of a patient stand, for the lists.
    public func put(leasesOf workflow: Workflow, of patient: Int64) throws {
        try execute("DELETE FROM lease WHERE patient = ?", [patient])
        for lease in workflow.leases {
            try execute(
                "INSERT INTO lease VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    patient, lease.terms.item?.rawValue ?? "", lease.terms.kind.rawValue, lease.act,
                    Int64(lease.who.uid), lease.who.name, Int(lease.terms.until.daysSinceEpoch),
                ])
        }
    }
}
