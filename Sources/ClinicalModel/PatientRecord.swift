/// What a roster holds of one patient.
public struct PatientRecord: Sendable {
    /// The person.
    public let patient: Patient
    /// The patient's events, in file order.
    public let events: ArraySlice<Event>
    /// How many rows of this patient were set aside as faulty.
    public let rejectedRows: Int32

    /// A record of these parts.
    public init(patient: Patient, events: ArraySlice<Event>, rejectedRows: Int32 = 0) {
        self.patient = patient
        self.events = events
        self.rejectedRows = rejectedRows
    }

    /// Whether rows of this patient were set aside, so that the evaluation rests on part of the record only.
    public var isIncomplete: Bool { rejectedRows > 0 }
}
