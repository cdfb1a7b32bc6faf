/// What the store knows of a patient, as far as a new roster is compared with it.
public struct KnownPatient: Hashable, Sendable {
    /// The patient's number in the store.
    public let id: Int64
    /// The hash of all that was stored; see `EncodedHistory`.
    public let contentHash: Int64
    /// The line of `patients.csv` on which the patient stood.
    public let row: Int32
    /// The line of `events.csv` on which the first event stood; 0 where there are none.
    public let firstEventRow: Int32
    /// Whether the patient is missing from the export.
    public let isAbsent: Bool
}
