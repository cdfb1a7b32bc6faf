import CivilCalendar
import GRDB
import Surveillance

/// The work-list: outlines of many rows in their order, then whole rows of the few that are shown.
extension StoreReader {
    /// Goes through the outlines of the follow-ups selected, in the order of the work-list.
    public func forEachFollowUp(_ selection: FollowUpSelection, _ body: (FollowUpOutline) throws -> Void) throws {
        var conditions = ["earliest <= ?"]
        var arguments: StatementArguments = [Int((selection.openBy ?? .latest).daysSinceEpoch)]
        if let item = selection.item {
            conditions.append("item = ?")
            arguments += [item]
        }
        if selection.isUnbooked { conditions.append("booked IS NULL") }
        var ofPatient: [String] = []
        for (column, value) in [("clinic", selection.clinic), ("mrn", selection.mrn)] {
            guard let value else { continue }
            ofPatient.append("\(column) = ?")
            arguments += [value]
        }
        if !ofPatient.isEmpty {
            conditions.append("patient IN (SELECT id FROM patient WHERE \(ofPatient.joined(separator: " AND ")))")
        }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT urgency, due, patient, item, earliest, latest FROM follow_up
                WHERE \(conditions.joined(separator: " AND ")) ORDER BY urgency, due, patient, item
                """, arguments: arguments)
        while let row = try rows.next() {
            func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
            try body(
                FollowUpOutline(
                    key: FollowUpKey(
                        urgency: Urgency(rank: row[0]) ?? .emergency, due: day(1), patient: row[2], item: row[3]),
                    earliest: day(4), latest: day(5)))
        }
    }

    /// The follow-ups with these places, in the order given; one that is no longer there is left out.
    public func followUps(_ keys: some Sequence<FollowUpKey>) throws -> [StoredFollowUp] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(StoredFollowUp.columns) FROM follow_up JOIN patient ON patient.id = follow_up.patient
                WHERE patient = ? AND item = ?
                """)
        var rows: [StoredFollowUp] = []
        for key in keys {
            if let row = try Row.fetchOne(statement, arguments: [key.patient, key.item]) {
                rows.append(StoredFollowUp(row))
            }
        }
        return rows
    }
}
