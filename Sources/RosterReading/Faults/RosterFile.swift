/// A file of a roster folder, by its name.
public struct RosterFile: RawRepresentable, Hashable, Sendable {
    /// The name, without the folder.
    public let rawValue: String

    /// The file of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Whether the file may bear the name of a patient: bundles of FHIR are mostly of one, and named after them.
    public var mayNamePatient: Bool { rawValue.lowercased().hasSuffix(".json") }

    /// One row a patient.
    public static let patients = RosterFile(rawValue: "patients.csv")
    /// One row an event.
    public static let events = RosterFile(rawValue: "events.csv")

    /// The two files of a roster of tables.
    public static let tables = [patients, events]
}
