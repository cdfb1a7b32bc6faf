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

    /// Reads the folder.
    ///
    /// - Throws: Why the roster, or the code tables it needs, are refused.
    public func read(folder: String) throws(RosterFolderError) -> RosterReading {
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
            try FHIRReader(tables: tables).read(folder: folder, files: files)
        }
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
