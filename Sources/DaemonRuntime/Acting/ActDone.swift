import StaffWork

/// An act that was done, or tried out.
struct ActDone: Sendable {
    /// The record number of the patient.
    let mrn: String
    /// The act's number; nil where it was only tried out.
    let act: Int64?
    /// What it comes to.
    let verdict: ActVerdict
}
