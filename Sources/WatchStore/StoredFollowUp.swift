import CivilCalendar
import ClinicalModel
import GRDB
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
