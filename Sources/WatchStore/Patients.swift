import Alerting
import CivilCalendar
import ClinicalModel
import Foundation
import GRDB
import RosterModel
import StaffWork
import Surveillance

/// A patient as stored: what the export holds, what staff did, and what the store adds.
public struct StoredPatient: Sendable {
    /// The patient's number in the store.
    public let id: Int64
    /// What the export holds, as last read.
    public let exported: PatientRecord
    /// What staff did.
    public let workflow: Workflow
    /// Where the export's records are.
    public let places: EventPlaces
    /// The pseudonym used in logs: 12 hexadecimal digits.
    public let pseudonym: String
    /// The day since which the patient is missing from the export; nil if present.
    public let absentSince: CivilDate?

    /// The person.
    public var patient: Patient { exported.patient }

    /// The export's record merged with the recorded events, from which every plan is made.
    public var merged: MergedRecord { MergedRecord(exported, workflow) }

    /// Returns what the patient is owed on a day.
    public func plan(_ protocols: ProtocolSet, asOf day: CivilDate) -> WorkedPlan {
        WorkedPlan(for: exported, workflow, protocols: protocols, asOf: day)
    }
}

/// A patient to be stored, with the plan.
public struct EvaluatedPatient: Sendable {
    /// The person.
    public let patient: Patient
    /// How many rows of the patient are set aside, except those that staff have answered.
    public let rejectedRows: Int32
    /// The history, encoded by the store that is to hold it.
    public let history: EncodedHistory
    /// The plan.
    public let plan: PatientPlan
    /// The next day on which the plan, or what holds its items back, may change.
    public let nextChange: CivilDate?
    /// The pseudonym used in logs.
    public let pseudonym: String

    /// Creates a patient from its parts.
    public init(
        _ record: PatientRecord, history: EncodedHistory, plan: WorkedPlan, nextChange: CivilDate?, pseudonym: String
    ) {
        patient = record.patient
        rejectedRows = plan.plan.assessment.facts.rejectedRows
        self.history = history
        self.plan = plan.plan
        self.nextChange = nextChange
        self.pseudonym = pseudonym
    }
}

/// The part of a stored patient that a list of all patients shows.
public struct PatientOutline: Hashable, Sendable {
    /// The patient's number in the store.
    public let id: Int64
    /// Medical record number.
    public let mrn: String
    /// The pseudonym used in logs.
    public let pseudonym: String
    /// Family name.
    public let familyName: String
    /// Given name.
    public let givenName: String
    /// Date of birth, as far as it is known.
    public let birthDate: String?
    /// Clinic.
    public let clinic: String
    /// The patient's phase.
    public let phase: String
    /// The protocol that speaks for the patient.
    public let protocolID: String
    /// Whether rows of the patient were set aside.
    public let isIncomplete: Bool
    /// The day since which the patient is missing from the export.
    public let absentSince: CivilDate?
}

/// Reads all patients, page by page.
extension StoreReader {
    /// Returns the outlines of matching patients with numbers after this one, in order, at most `limit` of them.
    public func patients(
        after id: Int64, limit: Int, where isMeant: (PatientOutline) throws -> Bool = { _ in true }
    ) throws -> [PatientOutline] {
        var patients: [PatientOutline] = []
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, mrn, pseudonym, family_name, given_name, birth_date, clinic, phase, rejected_rows > 0, absent_since,
                    protocol
                FROM patient WHERE id > ? ORDER BY id
                """, arguments: [id])
        while patients.count < limit, let row = try rows.next() {
            let absent: Int? = row[9]
            let patient = PatientOutline(
                id: row[0], mrn: row[1], pseudonym: row[2], familyName: row[3], givenName: row[4], birthDate: row[5],
                clinic: row[6], phase: row[7], protocolID: row[10], isIncomplete: row[8],
                absentSince: absent.map { CivilDate(clampingDaysSinceEpoch: $0) })
            if try isMeant(patient) { patients.append(patient) }
        }
        return patients
    }
}

/// A search for a patient by words: each must be part of the record number or a name, ignoring case and accents, or be
/// the pseudonym.
public struct NameSearch: Sendable {
    private let words: [String]

    /// Creates a search for all of these words; nil without any word.
    public init?(_ text: String) {
        words = NameSearch.folded(text).split(separator: " ").map(String.init)
        if words.isEmpty { return nil }
    }

    /// Returns whether a patient matches.
    public func finds(_ patient: PatientOutline) -> Bool {
        let known = [patient.mrn, patient.familyName, patient.givenName].map(NameSearch.folded)
        return words.allSatisfy { word in word == patient.pseudonym || known.contains { $0.contains(word) } }
    }

    private static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}

extension StoreReader {
    /// Returns the clinics of patients, each once, by name; a patient without one adds none.
    public func clinics() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT DISTINCT clinic FROM patient WHERE clinic <> '' ORDER BY clinic")
    }

    /// Returns the practices whose patients are owed something: each clinic with each clinician once, either empty
    /// where not recorded.
    public func places() throws -> [ClinicAndClinician] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT DISTINCT clinic, clinician FROM patient
                WHERE EXISTS (SELECT 1 FROM follow_up WHERE follow_up.patient = patient.id) ORDER BY clinic, clinician
                """
        ).map { ClinicAndClinician(clinic: $0[0], clinician: $0[1]) }
    }
}
