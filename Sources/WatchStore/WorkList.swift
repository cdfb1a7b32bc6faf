import CivilCalendar
import ClinicalModel
import GRDB
import StaffWork
import Surveillance

/// A row of the work-list as stored; its status follows from its dates and the day.
public struct StoredFollowUp: Hashable, Sendable {
    /// Medical record number.
    public let mrn: String
    /// Family name.
    public let familyName: String
    /// Given name.
    public let givenName: String
    /// Clinic.
    public let clinic: String
    /// Clinician.
    public let clinician: String
    /// The patient's phase.
    public let phase: String
    /// Whether rows of the patient were set aside.
    public let isIncomplete: Bool
    /// Since when the patient is missing from the export.
    public let absentSince: CivilDate?
    /// What is owed.
    public let item: Item
    /// The rule that leads.
    public let rule: String
    /// The other rules.
    public let also: [String]
    /// What it is reckoned from, as recorded.
    public let anchor: PartialDate
    /// First day of the window.
    public let earliest: CivilDate
    /// When it should be done.
    public let due: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// How quickly.
    public let urgency: Urgency
    /// How it is to be imaged.
    public let modality: String?
    /// Whether it is owed as CT.
    public let isSubstitute: Bool
    /// What else is to be known.
    public let flags: [String]
    /// The appointment.
    public let booked: String?
    /// Missed appointments.
    public let misses: Int
    /// Whether enough risk factors of the patient hold.
    public let isHighRisk: Bool
    /// The patient's number in the store.
    public let patient: Int64
    /// Whether a lease was laid on it or the patient; it may be over.
    public let hasLease: Bool

    /// The appointment, where it is not after the latest date.
    public var bookedInTime: PartialDate? {
        flags.contains(OwedItem.Flag.bookedLate.rawValue) ? nil : booked.flatMap { PartialDate($0) }
    }

    static let columns = """
        mrn, family_name, given_name, clinic, clinician, phase, rejected_rows > 0, absent_since,
        item, rule, also, anchor, earliest, due, latest, urgency, modality, substitute, flags, booked, misses, high_risk, follow_up.patient,
        EXISTS (SELECT 1 FROM lease WHERE lease.patient = follow_up.patient AND lease.item IN (follow_up.item, ''))
        """

    init(_ row: Row) throws(StoredValueUnreadable) {
        func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
        func words(_ index: Int) -> [String] {
            let text: String = row[index]
            return text.split(separator: " ").map(String.init)
        }
        let absent: Int? = row[7]
        (mrn, familyName, givenName, clinic) = (row[0], row[1], row[2], row[3])
        (clinician, phase, isIncomplete) = (row[4], row[5], row[6])
        absentSince = absent.map { CivilDate(clampingDaysSinceEpoch: $0) }
        (rule, also, patient) = (row[9], words(10), row[22])
        guard let item = Item(rawValue: row[8]) else { throw StoredValueUnreadable("follow_up", patient, "item") }
        guard let anchor = PartialDate(row[11] as String) else {
            throw StoredValueUnreadable("follow_up", patient, "anchor")
        }
        guard let urgency = Urgency(rank: row[15]) else { throw StoredValueUnreadable("follow_up", patient, "urgency") }
        (self.item, self.anchor, self.urgency) = (item, anchor, urgency)
        (earliest, due, latest) = (day(12), day(13), day(14))
        (modality, isSubstitute, flags, booked, misses) = (row[16], row[17], words(18), row[19], row[20])
        (isHighRisk, hasLease) = (row[21], row[23])
    }
}

/// Which follow-ups are looked at: those that have all of what is given.
public struct FollowUpSelection: Sendable {
    /// Their windows open on or before this day.
    public var openBy: CivilDate?
    /// The patient's clinic.
    public var clinic: String?
    /// The patient's record number.
    public var mrn: String?
    /// What is owed.
    public var item: String?
    /// Whether only those without an appointment.
    public var isUnbooked = false
    /// The name of the person who owns them on a day.
    public var owner: (name: String, day: CivilDate)?

    /// All of them.
    public init() {}
}

/// As much of a follow-up as decides whether it is asked for and where it stands.
public struct FollowUpOutline: Hashable, Sendable {
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String
    /// How quickly.
    public let urgency: Urgency
    /// First day of the window.
    public let earliest: CivilDate
    /// When it should be done.
    public let due: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// Whether enough risk factors of the patient hold.
    public let isHighRisk: Bool

    /// An outline of these parts.
    public init(
        patient: Int64, item: String, urgency: Urgency, earliest: CivilDate, due: CivilDate, latest: CivilDate,
        isHighRisk: Bool
    ) {
        self.patient = patient
        self.item = item
        self.urgency = urgency
        self.earliest = earliest
        self.due = due
        self.latest = latest
        self.isHighRisk = isHighRisk
    }

    /// Its place in the work-list of a day.
    public func key(on day: CivilDate) -> FollowUpKey {
        FollowUpKey(
            on: day, urgency: urgency, earliest: earliest, due: due, latest: latest, isHighRisk: isHighRisk,
            patient: patient, item: item)
    }

    /// Where it stands on a day.
    public func status(on day: CivilDate) -> ItemStatus {
        ItemStatus(on: day, earliest: earliest, due: due, latest: latest)
    }
}

/// The place of a follow-up in the work-list of a day: its rank, then patient and item.
public struct FollowUpKey: Hashable, Sendable {
    /// The value of its `WorkListRank`.
    let rank: UInt64
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String

    /// The place on a day of an item with these dates.
    public init(
        on day: CivilDate, urgency: Urgency, earliest: CivilDate, due: CivilDate, latest: CivilDate, isHighRisk: Bool,
        patient: Int64, item: String
    ) {
        rank =
            WorkListRank(
                on: day, urgency: urgency, earliest: earliest, due: due, latest: latest, isHighRisk: isHighRisk
            ).value
        self.patient = patient
        self.item = item
    }
}

extension FollowUpKey: Comparable {
    /// Whether the first stands above the second.
    public static func < (first: FollowUpKey, second: FollowUpKey) -> Bool {
        (first.rank, first.patient, first.item) < (second.rank, second.patient, second.item)
    }
}

extension FollowUpKey: LosslessStringConvertible {
    /// The cursor of a page: of no meaning to whoever hands it back.
    public var description: String { "\(String(rank, radix: 36)) \(patient) \(item)" }

    /// Reads a cursor; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, let rank = UInt64(parts[0], radix: 36), let patient = Int64(parts[1]) else {
            return nil
        }
        (self.rank, self.patient, item) = (rank, patient, parts[2])
    }
}

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
                        AND lease.kind = \(LeaseKind.ack.sql) AND lease.user = ? AND lease.until >= ?)
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
