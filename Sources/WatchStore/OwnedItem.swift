/// An item that somebody has taken on.
public struct OwnedItem: Hashable, Sendable {
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String

    /// An item of a patient.
    public init(patient: Int64, item: String) {
        self.patient = patient
        self.item = item
    }
}
