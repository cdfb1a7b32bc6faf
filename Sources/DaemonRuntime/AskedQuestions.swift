import ClinicalModel
import RosterReading
import StaffWork
import WatchStore

/// What a roster leaves open while it is taken, and which of it staff have answered.
struct AskedQuestions {
    private let reading: RosterReading
    /// For each patient who has any and for whom anything was done, which they are.
    private let ofPatients: [Int32: [Int]]
    /// Of whom the roster before left anything open, among those for whom anything was done.
    private let before: Set<Int64>
    private let withActs: Set<Int64>
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

    /// Whether a patient's plan may be another although the events are the same: other questions may have the same answers.
    func mayDiffer(_ index: Int, _ id: Int64) -> Bool {
        before.contains(id) || (withActs.contains(id) && ofPatients[Int32(clamping: index)] != nil)
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
