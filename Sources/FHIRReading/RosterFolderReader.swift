import ClinicalModel
import RosterReading

/// Reads the roster of a folder, whichever kind it is of.
public struct RosterFolderReader: Sendable {
    private let codes: CodeTableLocator
    private let mapping: RosterMapping?

    /// A reader that finds the code tables of FHIR where the locator says, and reads a site's own files where a mapping says how.
    public init(codes: CodeTableLocator, mapping: RosterMapping? = nil) {
        self.codes = codes
        self.mapping = mapping
    }

    /// Reads the folder. FHIR has no header that would tell an export of nobody from one that failed, so that a folder of FHIR
    /// without a patient is refused.
    ///
    /// - Throws: Why the roster, or the code tables it needs, are refused.
    public func read(folder: String) throws(RosterFolderError) -> RosterReading {
        let reading = try readEverything(folder)
        guard reading.roster.hasResources, reading.totals.patients == 0 else { return reading }
        throw .roster(RosterRefusal(faults: [RosterFolderReader.lackOfPatients(reading)]))
    }

    /// What became of the resources of the folder, whether or not there are patients among them.
    ///
    /// - Throws: As `read`.
    public func coverage(folder: String) throws(RosterFolderError) -> Coverage { try readEverything(folder).coverage }

    private func readEverything(_ folder: String) throws(RosterFolderError) -> RosterReading {
        if let mapping {
            return try RosterFolderReader.refusing { () throws(RosterRefusal) in
                try RosterReader(mapping: mapping).read(folder: folder)
            }
        }
        return switch try kind(of: folder) {
        case .tables:
            try RosterFolderReader.refusing { () throws(RosterRefusal) in try RosterReader().read(folder: folder) }
        case .fhir(let files):
            try read(folder, files, with: tables())
        }
    }

    private func kind(of folder: String) throws(RosterFolderError) -> RosterFolder {
        try RosterFolderReader.refusing { () throws(RosterRefusal) in try RosterFolder(folder) }
    }

    private func read(
        _ folder: String, _ files: [RosterFile], with tables: CodeTables
    ) throws(RosterFolderError) -> RosterReading {
        try RosterFolderReader.refusing { () throws(RosterRefusal) in
            let reading = try FHIRReader(tables: tables).read(folder: folder, files: files)
            let unread = RosterFolder.unread(in: folder)
            return unread.isEmpty ? reading : reading.warning(ofUnread: unread)
        }
    }

    /// Why a folder of FHIR without a patient is no roster.
    private static func lackOfPatients(_ reading: RosterReading) -> FileFault {
        let (setAside, others) = reading.coverage.lines.reduce((0, 0)) { counts, line in
            line.outcome == .setAside ? (counts.0 + line.count, counts.1) : (counts.0, counts.1 + line.count)
        }
        var reasons = ["no file of the folder holds a patient"]
        if others > 0 {
            reasons.append("\(Counted(others, "resource").with("is", "are")) of patients who are not there")
        }
        if setAside > 0, let first = reading.faults.first(where: { $0.kind != .unknownSubject }) {
            reasons.append(
                "\(Counted(setAside, "record")) cannot be read, the first one \(first.file.mayNamePatient ? "*.json" : first.file.rawValue):\(first.row)"
            )
        }
        return FileFault(
            .withoutPatients, RosterFile(rawValue: "*.ndjson, *.json"), reason: reasons.joined(separator: ", "),
            remedy: "export the Patient resources into this folder too, and look at the job that writes it")
    }

    private func tables() throws(RosterFolderError) -> CodeTables {
        do throws(CodeTableRefusal) {
            return try CodeTableReader.read(folder: codes.locate())
        } catch {
            throw .codes(error)
        }
    }

    private static func refusing<Value>(
        _ body: () throws(RosterRefusal) -> Value
    ) throws(RosterFolderError) -> Value {
        do throws(RosterRefusal) {
            return try body()
        } catch {
            throw .roster(error)
        }
    }
}

extension RosterReading {
    /// The reading with a warning for each file of its folder that was not read.
    fileprivate func warning(ofUnread names: [String]) -> RosterReading {
        let faults = names.map { name in
            RosterFault(
                file: RosterFile(rawValue: ShownText.of(name)), row: 1,
                fault: FieldFault(
                    element: nil, kind: .unreadFile,
                    reason: "the file is not read: it ends in neither .ndjson nor .json",
                    remedy: "rename it if it holds FHIR; remove it if it does not"))
        }
        return RosterReading(
            roster: roster, faults: self.faults + faults,
            totals: RosterTotals(
                patients: totals.patients, events: totals.events, rejectedRows: totals.rejectedRows,
                orphanRows: totals.orphanRows, warnings: totals.warnings + faults.count,
                faults: totals.faults + faults.count),
            files: files, questions: questions, coverage: coverage)
    }
}
