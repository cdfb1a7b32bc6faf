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
            throw RosterRefusal(faults: [
                FileFault(
                    .mixedFolder, RosterFile(rawValue: other),
                    reason: "the folder holds FHIR and \(table) at once, and it cannot be told which is the roster",
                    remedy: "remove one of them from the folder")
            ])
        }
        if tables.isEmpty, let compressed = names.first(where: RosterFolder.isCompressed) {
            throw RosterRefusal(faults: [
                FileFault(
                    .compressed, RosterFile(rawValue: compressed), reason: "the file is compressed",
                    remedy: "decompress it; a roster read without it would lack patients")
            ])
        }
        if fhir.isEmpty {
            self = .tables
            return
        }
        guard fhir.count <= FHIRLimits().files else {
            throw RosterRefusal(faults: [
                FileFault(
                    .tooManyFiles, RosterFile(rawValue: fhir[0]),
                    reason: "the folder has \(fhir.count) files; at most \(FHIRLimits().files) can be read",
                    remedy: "put several bundles into one file")
            ])
        }
        self = .fhir(fhir.map(RosterFile.init(rawValue:)))
    }

    /// Whether a file of this name is part of a roster of either kind.
    public static func isPart(_ name: String) -> Bool {
        RosterFile.tables.contains { $0.rawValue == name } || isFHIR(name) || isCompressed(name)
    }

    /// The files of the roster.
    public var files: [RosterFile] {
        switch self {
        case .tables: RosterFile.tables
        case .fhir(let files): files
        }
    }

    private static func isFHIR(_ name: String) -> Bool {
        !name.hasPrefix(".") && (name.hasSuffix(".ndjson") || name.hasSuffix(".json"))
    }

    private static func isCompressed(_ name: String) -> Bool {
        guard !name.hasPrefix(".") else { return false }
        return ["gz", "zst", "xz", "bz2"].contains { name.hasSuffix(".ndjson.\($0)") || name.hasSuffix(".json.\($0)") }
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
