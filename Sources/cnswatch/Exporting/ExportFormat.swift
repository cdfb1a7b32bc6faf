import ArgumentParser

/// What the work-list becomes for another system.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    /// FHIR R4 resources.
    case fhir
    /// A calendar to subscribe to (RFC 5545).
    case ics
    /// A table with a header (RFC 4180).
    case csv

    /// How FHIR resources are put together.
    enum FHIRLayout: String, EnumerableFlag {
        /// One document.
        case bundle
        /// A resource a line.
        case ndjson

        static func help(for value: FHIRLayout) -> ArgumentHelp? {
            switch value {
            case .bundle: "FHIR as one Bundle; so by default."
            case .ndjson: "FHIR as one resource a line; into a folder, a file for each type."
            }
        }
    }

    /// How patients are named.
    enum Names: String, EnumerableFlag {
        case pseudonyms, names

        static func help(for value: Names) -> ArgumentHelp? {
            switch value {
            case .pseudonyms:
                "Patients by pseudonym, which `cnswatch show` leads back to the patient; so by default in ics."
            case .names:
                """
                Patients by record number, and by name in ics and csv: who has the file, or the calendar, can read who \
                they are. So by default in fhir, which has no names, and csv.
                """
            }
        }
    }
}
