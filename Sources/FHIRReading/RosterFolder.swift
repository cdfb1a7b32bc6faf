import Glibc
import RosterReading

/// What kind of roster a folder holds: the one place where that is decided.
public enum RosterFolder: Hashable, Sendable {
    /// `patients.csv` and `events.csv`.
    case tables
    /// FHIR: these files, in the order of their names.
    case fhir([RosterFile])

    /// Looks into a folder. A folder of which nothing can be told is taken for one of tables, whose reader says what is missing.
    public init(_ folder: String) throws(RosterRefusal) {
        let names = RosterFolder.names(in: folder)
        let fhir = names.filter(RosterFolder.isFHIR)
        let tables = RosterFile.tables.map(\.rawValue).filter { names.contains($0) }
        if let table = tables.first, let other = fhir.first {
            throw RosterFolder.refusal(
                .mixedFolder, other,
                "the folder holds FHIR and \(table) at once, and it cannot be told which is the roster",
                "remove one of them from the folder")
        }
        if tables.isEmpty { try RosterFolder.refuseWhatIsPassedOver(names, in: folder) }
        // A folder that can be read holds itself and the one above.
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
        guard fhir.count <= FHIRLimits().files else {
            throw RosterFolder.refusal(
                .tooManyFiles, fhir[0], "the folder has \(fhir.count) files; at most \(FHIRLimits().files) can be read",
                "put several bundles into one file")
        }
        self = .fhir(fhir.map(RosterFile.init(rawValue:)))
    }

    /// Refuses files that hold FHIR by their names and would not be read: a roster without them would lack patients.
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
        for name in names where !name.hasPrefix(".") && !isFHIR(name) {
            guard let inner = self.names(in: "\(folder)/\(name)").first(where: isFHIR) else { continue }
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

    /// Whether a file of this name is part of a roster of either kind.
    public static func isPart(_ name: String) -> Bool {
        RosterFile.tables.contains { $0.rawValue == name } || isFHIR(name) || isCompressed(name) || isMisnamed(name)
    }

    /// The files of a folder of FHIR that nothing reads.
    static func unread(in folder: String) -> [String] {
        names(in: folder).filter { !$0.hasPrefix(".") && !isFHIR($0) }
    }

    /// The files of the roster.
    public var files: [RosterFile] {
        switch self {
        case .tables: RosterFile.tables
        case .fhir(let files): files
        }
    }

    /// Whether a file holds lines and not a document, by its name.
    static func holdsLines(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    }

    private static func isFHIR(_ name: String) -> Bool {
        !name.hasPrefix(".") && (holdsLines(name) || name.lowercased().hasSuffix(".json"))
    }

    private static func isCompressed(_ name: String) -> Bool {
        let name = name.lowercased()
        guard !name.hasPrefix(".") else { return false }
        return ["gz", "zst", "xz", "bz2", "zip", "7z", "tar", "tgz"].contains { name.hasSuffix(".\($0)") }
    }

    private static func isMisnamed(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !name.hasPrefix(".") && !isFHIR(name) && (lower.contains(".ndjson") || lower.contains(".json"))
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        // By bytes, so that no locale decides.
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
