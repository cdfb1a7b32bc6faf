import CivilCalendar
import ClinicalModel
import GRDB
import RosterReading
import StaffWork
import Surveillance

/// What staff did.
extension StoreReader {
    /// What stands of all that was done for a patient.
    ///
    /// - Parameter agents: numbers the drugs of recorded events; those of a new name are entered.
    public func workflow(of patient: Int64, agents: inout AgentNames) throws -> Workflow {
        let statement = try database.cachedStatement(
            sql: "SELECT \(StoreReader.actColumns) FROM act WHERE patient = ? ORDER BY id")
        var acts: [Act] = []
        let rows = try Row.fetchCursor(statement, arguments: [patient])
        while let row = try rows.next() { acts.append(try act(row, &agents)) }
        return acts.isEmpty ? .none : Workflow(acts)
    }

    /// The numbers of all acts.
    public func actNumbers() throws -> Set<Int64> {
        Set(try Int64.fetchAll(database, sql: "SELECT id FROM act"))
    }

    /// An act with the record number of its patient and the name of its drug; nil where there is none of that number.
    public func act(_ number: Int64) throws -> (mrn: String, act: Act, agents: AgentNames)? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(StoreReader.actColumns), (SELECT mrn FROM patient WHERE patient.id = act.patient)
                FROM act WHERE id = ?
                """)
        return try Row.fetchOne(statement, arguments: [number]).map { row in
            var agents = AgentNames()
            let act = try act(row, &agents)
            return (mrn: row[22], act: act, agents: agents)
        }
    }

    private static let actColumns = """
        id, at, day, uid, user, verb, item, until, urgency, reason, of,
        date, event, detail, result, site, count, size_mm, value, note, anchor, latest
        """

    private func act(_ row: Row, _ agents: inout AgentNames) throws -> Act {
        Act(
            id: row[0], at: row[1], day: CivilDate(clampingDaysSinceEpoch: row[2]),
            who: StaffMember(uid: row[3], name: row[4]), deed: try deed(row, &agents))
    }

    /// The numbers of the patients for whom anything was ever done.
    public func patientsWithActs() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT DISTINCT patient FROM act"))
    }

    /// The number of the patient whom an act is about; nil where there is no such act.
    public func patient(ofAct act: Int64) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT patient FROM act WHERE id = ?", arguments: [act])
    }

    private func deed(_ row: Row, _ agents: inout AgentNames) throws -> Deed {
        let verb: String = row[5]
        switch verb {
        case "record":
            let words = EventWords(
                date: row[11], event: row[12], detail: row[13], result: row[14], site: row[15], count: row[16],
                size: row[17], value: row[18])
            guard let parsed = try? dictionary.vocabulary.parse(words, agents: &agents) else {
                throw HistoryUnreadable()
            }
            let id: Int64 = row[0]
            let event = Event(date: parsed.date, content: parsed.content, row: Event.row(ofAct: id))
            return .record(RecordedFact(event, note: row[19]))
        case "second": return .second(of: row[10])
        case "undo": return .undo(of: row[10], reason: row[9])
        default:
            let item: String? = row[6]
            let urgency: Int? = row[8]
            let anchor: String? = row[20]
            let latest: Int? = row[21]
            guard let kind = LeaseKind(rawValue: verb), item == nil || item.flatMap({ Item(rawValue: $0) }) != nil
            else {
                throw HistoryUnreadable()
            }
            return .lease(
                LeaseTerms(
                    kind: kind, item: item.flatMap { Item(rawValue: $0) },
                    until: CivilDate(clampingDaysSinceEpoch: row[7]), reason: row[9],
                    occasion: urgency.flatMap { Urgency(rank: $0) }.map { urgency in
                        LeaseTerms.Occasion(
                            urgency: urgency, anchor: anchor.flatMap { PartialDate($0) },
                            latest: CivilDate(clampingDaysSinceEpoch: latest ?? 0))
                    }))
        }
    }
}
