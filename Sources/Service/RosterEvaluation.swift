import Alerting
import CivilCalendar
import ClinicalModel
import RosterModel
import StaffWork
import Surveillance
import WatchStore

/// Works out what patients of a roster are owed, on any thread.
struct RosterEvaluation: Sendable {
    /// A patient, evaluated.
    struct Evaluated: Sendable {
        let index: Int
        let patient: EvaluatedPatient
        let mark: PatientMark
        let items: [WatchedItem]
        let subject: RoutedPatient
    }

    let roster: Roster
    let contents: EncodedContents
    let marker: PatientMarker
    let protocols: ProtocolSet
    let today: CivilDate
    let pseudonyms: Pseudonyms
    let routing: Routing
    /// The patients for whom staff did something, by their places in the roster: what the export leaves open of them is part of
    /// their records.
    let worked: [Int: (record: PatientRecord, workflow: Workflow)]

    /// The patient at a place of the roster.
    func evaluated(at index: Int) -> Evaluated {
        let (record, workflow) = worked[index] ?? (roster.record(at: index), .none)
        let plan = WorkedPlan(for: record, workflow, protocols: protocols, asOf: today)
        let items = WatchedItem.items(of: plan)
        let person = record.patient
        let subject = RoutedPatient(
            pseudonym: pseudonyms.pseudonym(of: person.mrn), clinic: person.clinic, clinician: person.clinician)
        return Evaluated(
            index: index,
            patient: EvaluatedPatient(
                record, history: contents.history(at: index), plan: plan,
                nextChange: routing.nextChange(plan, items, of: subject), pseudonym: subject.pseudonym),
            mark: marker.mark(at: index), items: items, subject: subject)
    }
}

/// What a roster leaves open while it is taken, and which of it staff have answered.
struct AskedQuestions {
    private let reading: RosterReading
    /// For each patient who has any and for whom anything was done, which they are.
    private let ofPatients: [Int32: [Int]]
    /// Of whom the roster before left anything open, among those for whom anything was done.
    private let before: Set<Int64>
    /// The patients for whom anything was done.
    let withActs: Set<Int64>
    private var answeredBy: [Int: Int64] = [:]

    init(_ reading: RosterReading, withActs: Set<Int64>, _ reader: StoreReader) throws {
        self.reading = reading
        self.withActs = withActs
        // Where staff did nothing, nothing is answered.
        ofPatients =
            withActs.isEmpty
            ? [:] : Dictionary(grouping: reading.questions.indices) { reading.questions[$0].patient }
        before = withActs.isEmpty ? [] : try reader.patientsWithQuestions().intersection(withActs)
    }

    /// Whether a patient's plan may differ although the events are the same: other questions may have the same answers.
    private func mayDiffer(_ index: Int, _ id: Int64) -> Bool {
        before.contains(id) || (withActs.contains(id) && ofPatients[Int32(clamping: index)] != nil)
    }

    /// The places of those whose plans may be others for that, beside those who are evaluated anyway.
    func othersWhoMayDiffer(_ comparison: RosterComparison) -> [Int32] {
        if withActs.isEmpty { return [] }
        let evaluated = Set(comparison.evaluated)
        return comparison.numbers.enumerated().compactMap { index, number in
            number != 0 && mayDiffer(index, number) && !evaluated.contains(Int32(index)) ? Int32(index) : nil
        }
    }

    /// A patient's record with what it leaves open.
    mutating func asking(_ record: PatientRecord, _ index: Int, _ workflow: Workflow) -> PatientRecord {
        guard !workflow.acts.isEmpty, let numbers = ofPatients[Int32(clamping: index)] else { return record }
        let open = numbers.map { reading.questions[$0].open }
        for (number, act) in zip(numbers, AnsweredQuestions(open, workflow).acts) { answeredBy[number] = act }
        return record.asking(open)
    }

    /// The questions as they are kept.
    func stored(in roster: Roster) -> [StoredQuestion] {
        reading.questions.enumerated().map { StoredQuestion($1, in: roster, answeredBy: answeredBy[$0]) }
    }
}
