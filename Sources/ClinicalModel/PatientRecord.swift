/// What a roster holds of one patient.
public struct PatientRecord: Sendable {
    /// The person.
    public let patient: Patient
    /// The patient's events, in file order.
    public let events: ArraySlice<Event>
    /// How many rows of this patient were set aside as faulty.
    public let rejectedRows: Int32
    /// What the patient's records leave open, as far as whoever made this record asked for it.
    public let questions: [OpenQuestion]

    /// A record of these parts.
    public init(
        patient: Patient, events: ArraySlice<Event>, rejectedRows: Int32 = 0, questions: [OpenQuestion] = []
    ) {
        self.patient = patient
        self.events = events
        self.rejectedRows = rejectedRows
        self.questions = questions
    }

    /// The same record with what it leaves open.
    public func asking(_ questions: [OpenQuestion]) -> PatientRecord {
        PatientRecord(patient: patient, events: events, rejectedRows: rejectedRows, questions: questions)
    }

    /// Whether rows of this patient were set aside, so that the evaluation rests on part of the record only.
    public var isIncomplete: Bool { rejectedRows > 0 }
}
