import CSVReading
import ClinicalModel
import FHIRReading
import Glibc
import LocatedTOML
import RosterModel

/// Reads the roster of a folder of either kind.
public struct RosterFolderReader: Sendable {
    private let codes: CodeTableLocator
    private let mapping: RosterMapping?

    /// Creates a reader that finds FHIR code tables through the locator, and reads a site's own files if a mapping is
    /// given.
    public init(codes: CodeTableLocator, mapping: RosterMapping? = nil) {
        self.codes = codes
        self.mapping = mapping
    }

    /// Reads the folder. FHIR has no header to distinguish an export without patients from one that failed, so a FHIR
    /// folder without a patient is refused.
    ///
    /// - Throws: The refusal of the roster, or of the code tables it needs.
    public func read(folder: String) throws(RosterFolderError) -> RosterReading {
        let reading = try readEverything(folder)
        guard reading.roster.hasResources, reading.totals.patients == 0 else { return reading }
        throw .roster(RosterRefusal(faults: [RosterFolderReader.lackOfPatients(reading)]))
    }

    /// Returns the outcome of the folder's resources, whether or not it holds patients.
    ///
    /// - Throws: As `read`.
    public func coverage(folder: String) throws(RosterFolderError) -> Coverage { try readEverything(folder).coverage }

    private func readEverything(_ folder: String) throws(RosterFolderError) -> RosterReading {
        if let mapping {
            return try RosterFolderReader.refusing { () throws(RosterRefusal) in
                try CSVReader(mapping: mapping).read(folder: folder)
            }
        }
        return switch try kind(of: folder) {
        case .tables:
            try RosterFolderReader.refusing { () throws(RosterRefusal) in try CSVReader().read(folder: folder) }
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

    /// Returns the fault of a FHIR folder without patients.
    private static func lackOfPatients(_ reading: RosterReading) -> FileFault {
        let (setAside, others) = reading.coverage.lines.reduce((0, 0)) { counts, line in
            line.outcome == .setAside ? (counts.0 + line.count, counts.1) : (counts.0, counts.1 + line.count)
        }
        var reasons = ["no file of the folder holds a patient"]
        if others > 0 {
            reasons.append("\(Pluralised(others, "resource").with("is", "are")) of patients who are not there")
        }
        if setAside > 0, let first = reading.faults.first(where: { $0.kind != .unknownSubject }) {
            reasons.append(
                "\(Pluralised(setAside, "record")) cannot be read, the first one \(first.file.mayNamePatient ? "*.json" : first.file.rawValue):\(first.row)"
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
    /// Returns the reading with a warning for each file of its folder that was not read.
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

/// The kind of roster a folder holds: decided in this one place.
public enum RosterFolder: Hashable, Sendable {
    /// `patients.csv` and `events.csv`.
    case tables
    /// FHIR: these files, in name order.
    case fhir([RosterFile])

    /// The files of an export are numbered in 16 bits.
    private static let filesAtMost = 65_000

    /// Looks into a folder. If the kind is unclear, it counts as tables, and their reader reports what is missing.
    public init(_ folder: String) throws(RosterRefusal) {
        let names = RosterFolder.names(in: folder)
        let fhir = names.filter(FHIRReader.reads)
        let tables = RosterFile.tables.map(\.rawValue).filter { names.contains($0) }
        if let table = tables.first, let other = fhir.first {
            throw RosterFolder.refusal(
                .mixedFolder, other,
                "the folder holds FHIR and \(table) at once, and it cannot be told which is the roster",
                "remove one of them from the folder")
        }
        if tables.isEmpty { try RosterFolder.refuseWhatIsPassedOver(names, in: folder) }
        // A readable folder contains itself and its parent.
        if tables.isEmpty, fhir.isEmpty, !names.isEmpty {
            throw RosterFolder.refusal(
                .missing, "the folder",
                "it holds no roster: neither patients.csv and events.csv nor FHIR (*.ndjson, *.json)",
                "check the folder's name, and that the export wrote its files into it")
        }
        if fhir.isEmpty {
            self = .tables
            return
        }
        guard fhir.count <= RosterFolder.filesAtMost else {
            throw RosterFolder.refusal(
                .tooManyFiles, fhir[0],
                "the folder has \(fhir.count) files; at most \(RosterFolder.filesAtMost) can be read",
                "put several bundles into one file")
        }
        self = .fhir(fhir.map(RosterFile.init(rawValue:)))
    }

    /// Refuses files whose names suggest FHIR but that would not be read: a roster without them would lack patients.
    private static func refuseWhatIsPassedOver(_ names: [String], in folder: String) throws(RosterRefusal) {
        if let compressed = names.first(where: isCompressed) {
            throw refusal(
                .compressed, compressed, "the file is compressed",
                "decompress it; a roster read without it would lack patients")
        }
        if let misnamed = names.first(where: isMisnamed) {
            throw refusal(
                .misnamed, misnamed,
                "the name speaks of FHIR and does not end in .ndjson or .json, so that it would not be read",
                "rename it, or remove it from the folder")
        }
        for name in names where !name.hasPrefix(".") && !FHIRReader.reads(name) {
            guard let inner = self.names(in: "\(folder)/\(name)").first(where: FHIRReader.reads) else { continue }
            throw refusal(
                .nested, "\(name)/\(inner)", "the file stands in a folder inside the roster's, which is not read",
                "move it into the roster's folder, or remove it")
        }
    }

    private static func refusal(
        _ kind: FileFaultKind, _ name: String, _ reason: String, _ remedy: String
    ) -> RosterRefusal {
        RosterRefusal(faults: [FileFault(kind, RosterFile(rawValue: name), reason: reason, remedy: remedy)])
    }

    /// Returns whether a file of this name is part of a roster of either kind.
    public static func isPart(_ name: String) -> Bool {
        RosterFile.tables.contains { $0.rawValue == name } || FHIRReader.reads(name) || isCompressed(name)
            || isMisnamed(name)
    }

    /// Returns the files of a FHIR folder that no reader reads.
    static func unread(in folder: String) -> [String] {
        names(in: folder).filter { !$0.hasPrefix(".") && !FHIRReader.reads($0) }
    }

    /// The files of the roster.
    public var files: [RosterFile] {
        switch self {
        case .tables: RosterFile.tables
        case .fhir(let files): files
        }
    }

    private static func isCompressed(_ name: String) -> Bool {
        let name = name.lowercased()
        guard !name.hasPrefix(".") else { return false }
        return ["gz", "zst", "xz", "bz2", "zip", "7z", "tar", "tgz"].contains { name.hasSuffix(".\($0)") }
    }

    private static func isMisnamed(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !name.hasPrefix(".") && !FHIRReader.reads(name) && (lower.contains(".ndjson") || lower.contains(".json"))
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        // By bytes, so that the order does not depend on the locale.
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// Why the roster of a folder cannot be read.
public enum RosterFolderError: Error, Hashable, Sendable {
    /// The roster is refused.
    case roster(RosterRefusal)
    /// The code tables are refused.
    case codes(CodeTableRefusal)
}

extension RosterFolderError {
    /// The reasons, one line per fault.
    public var reasons: [String] {
        switch self {
        case .roster(let refusal): refusal.faults.map(\.description)
        case .codes(let refusal): refusal.faults.map(\.description)
        }
    }

    /// The same, without file names that may be a patient's: for the journal.
    public var unnamedReasons: [String] {
        switch self {
        case .roster(let refusal): refusal.faults.map(\.unnamed.description)
        case .codes: reasons
        }
    }

    /// Whether a file changed while it was read, so that reading again later may succeed.
    public var isBeingWritten: Bool {
        switch self {
        case .roster(let refusal): refusal.faults.contains { $0.kind == .changedWhileRead }
        case .codes: false
        }
    }
}

extension RosterFolderError: CustomStringConvertible {
    /// One line per fault.
    public var description: String {
        switch self {
        case .roster(let refusal): refusal.description
        case .codes(let refusal): refusal.description
        }
    }
}
