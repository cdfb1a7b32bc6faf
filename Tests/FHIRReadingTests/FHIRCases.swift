import CivilCalendar
import ClinicalModel
import FHIRReading
import ProtocolReading
import RosterFolders
import RosterModel
import Surveillance
import TestSupport
import Testing

/// The worked folders of FHIR, the code tables and the protocol as they are shipped.
enum FHIRCases {
    static let codes = PackageFolder.file("etc/cnswatch/codes")
    static let folder = PackageFolder.file("Tests/FHIRCases")

    // Read once: most of what a test of one resource costs would be this.
    private static let shipped = Result { try CodeTableReader.read(folder: codes) }

    static func tables() throws -> CodeTables { try shipped.get() }

    static func protocols() throws -> ProtocolSet { try ProtocolReader.read(paths: [PackageFolder.protocolFile]) }

    /// The reading of one of the folders.
    static func read(_ name: String) throws -> RosterReading {
        try RosterFolderReader(codes: CodeTableLocator(named: codes)).read(folder: "\(folder)/\(name)")
    }

    /// What became of the resources of one of the folders.
    static func coverage(_ name: String) throws -> Coverage {
        try RosterFolderReader(codes: CodeTableLocator(named: codes)).coverage(folder: "\(folder)/\(name)")
    }

    /// The reading of resources, one a line.
    static func read(lines: [String]) throws -> RosterReading {
        let text = lines.joined(separator: "\n") + "\n"
        return try FHIRReader(tables: tables()).read([("roster.ndjson", Array(text.utf8))])
    }

    /// The only patient's events, in the words of the roster.
    static func events(_ lines: [String]) throws -> [String] { try events(read(lines: lines)) }

    static func events(_ reading: RosterReading, of patient: Int = 0) throws -> [String] {
        guard reading.roster.patients.indices.contains(patient) else { return ["no patient"] }
        return reading.roster.record(at: patient).events.map {
            "\($0.date) \(FactReference($0).words)"
        }
    }

    static func questions(_ lines: [String]) throws -> [QuestionKind] { try read(lines: lines).questions.map(\.kind) }

    /// Everything that is planned for everybody, to compare readings by.
    static func plans(_ reading: RosterReading, asOf: String = "2026-11-20") throws -> [String] {
        let protocols = try protocols()
        let day = try #require(CivilDate(asOf))
        return reading.roster.patients.indices.map { index in
            let record = reading.roster.record(at: index)
            let plan = PatientPlan(for: record, protocols, asOf: day)
            return "\(record.patient.mrn) \(plan.phase.rawValue) \(record.isIncomplete) "
                + plan.items.map { shown($0) }.joined(separator: " | ")
        }.sorted()
    }

    static func shown(_ item: OwedItem) -> String {
        "\(item.item.rawValue) \(item.rule.rawValue) \(item.due) \(item.latest) \(item.urgency.rawValue)"
    }
}
