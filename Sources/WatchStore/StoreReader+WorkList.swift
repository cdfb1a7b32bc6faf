import CivilCalendar
import GRDB
import Surveillance

/// The work-list: outlines of many rows in their order, then whole rows of the few that are shown.
extension StoreReader {
    /// Goes through the outlines of the follow-ups selected, in no order to rely on.
    public func forEachFollowUp(_ selection: FollowUpSelection, _ body: (FollowUpOutline) throws -> Void) throws {
        var conditions = ["earliest <= ?"]
        var arguments: StatementArguments = [Int((selection.openBy ?? .latest).daysSinceEpoch)]
        if let item = selection.item {
            conditions.append("item = ?")
            arguments += [item]
        }
        if selection.isUnbooked { conditions.append("booked IS NULL") }
        if let owner = selection.owner {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM lease WHERE lease.patient = follow_up.patient AND lease.item = follow_up.item
                        AND lease.kind = 'ack' AND lease.user = ? AND lease.until >= ?)
                """)
            arguments += [owner.name, Int(owner.day.daysSinceEpoch)]
        }
        var ofPatient: [String] = []
        for (column, value) in [("clinic", selection.clinic), ("mrn", selection.mrn)] {
            guard let value else { continue }
            ofPatient.append("\(column) = ?")
            arguments += [value]
        }
        if !ofPatient.isEmpty {
            conditions.append("patient IN (SELECT id FROM patient WHERE \(ofPatient.joined(separator: " AND ")))")
        }
        let statement = try database.cachedStatement(
            sql: """
                SELECT patient, item, urgency, earliest, due, latest, high_risk FROM follow_up
                WHERE \(conditions.joined(separator: " AND "))
                """)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
            guard let urgency = Urgency(rank: row[2]) else {
                throw StoredValueUnreadable("follow_up", row[0], "urgency")
            }
            try body(
                FollowUpOutline(
                    patient: row[0], item: row[1], urgency: urgency, earliest: day(3),
                    due: day(4), latest: day(5), isHighRisk: row[6]))
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
                rows.append(try StoredFollowUp(row))
            }
        }
        return rows
    }
}
