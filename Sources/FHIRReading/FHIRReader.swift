import RosterModel

/// Reads a folder of FHIR R4: NDJSON as bulk exports write it, bundles, and single resources.
///
/// Files are read one after the other in the order of their names, and each resource is released once it is read.
/// Memory holds what the resources say of patients, about fifty bytes each, and one resource. The result does not
/// depend on the order of files or resources. A resource that cannot be read is set aside and reported; a truncated
/// file refuses the whole folder.
public struct FHIRReader: Sendable {
    let tables: CodeTables
    let limits: FHIRLimits

    /// Creates a reader that understands the codes of these tables.
    public init(tables: CodeTables) { self.init(tables: tables, limits: FHIRLimits()) }

    init(tables: CodeTables, limits: FHIRLimits) {
        self.tables = tables
        self.limits = limits
    }

    /// Reads these files of a folder. Throws all faults that make a file unusable, or the fault of one that changed
    /// meanwhile.
    public func read(folder: String, files: [RosterFile]) throws(RosterRefusal) -> RosterReading {
        var importer = ResourceImporter(tables: tables, limits: limits)
        var faults: [FileFault] = []
        var opened: [(file: RegularFile, read: FileFingerprint)] = []
        for name in files {
            do throws(FileFault) {
                let file = try RegularFile(name, in: folder)
                let (size, hash) = try read(file, name, into: &importer)
                opened.append((file, file.fingerprint(contentHash: hash)))
                if let change = file.change(bytesRead: size) { faults.append(change) }
            } catch {
                faults.append(error)
            }
        }
        // Checked again at the end, so that an export replaced during reading is not mistaken for a matching set of
        // files.
        if faults.isEmpty { faults = opened.compactMap { $0.file.change(bytesRead: $0.read.size) } }
        guard faults.isEmpty else { throw RosterRefusal(faults: faults) }
        var assembly = FHIRAssembly(consume importer)
        return assembly.reading(files: opened.map(\.read) + [tables.fingerprint])
    }

    /// Reads files in memory, given by name.
    public func read(_ files: [(name: String, bytes: [UInt8])]) throws(RosterRefusal) -> RosterReading {
        var importer = ResourceImporter(tables: tables, limits: limits)
        var faults: [FileFault] = []
        var read: [FileFingerprint] = []
        for (name, bytes) in files {
            do throws(FileFault) {
                let (size, hash) = try self.read(MemoryBytes(bytes), RosterFile(rawValue: name), into: &importer)
                read.append(FileFingerprint(size: size, modificationTime: 0, inode: 0, contentHash: hash))
            } catch {
                faults.append(error)
            }
        }
        guard faults.isEmpty else { throw RosterRefusal(faults: faults) }
        var assembly = FHIRAssembly(consume importer)
        return assembly.reading(files: read + [tables.fingerprint])
    }

    /// Returns whether files of this name are read: decided by the extension; hidden files never are.
    public static func reads(_ name: String) -> Bool {
        !name.hasPrefix(".") && (holdsLines(name) || name.lowercased().hasSuffix(".json"))
    }

    /// Returns whether a file holds lines rather than a document, by its name.
    private static func holdsLines(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    }

    private func read(
        _ source: some ByteSource, _ name: RosterFile, into importer: inout ResourceImporter
    ) throws(FileFault) -> (size: Int, hash: UInt64) {
        let number = importer.begin(name)
        if FHIRReader.holdsLines(name.rawValue) {
            var lines = LineScanner(source, limits: limits)
            try take(&lines, number, scope: Reference.everywhere, into: &importer)
            return (lines.byteCount, lines.contentHash)
        }
        var document = DocumentScanner(source, file: name, limits: limits)
        try take(&document, number, scope: number, into: &importer)
        return (document.byteCount, document.contentHash)
    }

    private func take(
        _ records: inout some RecordScanner, _ file: Int, scope: Int, into importer: inout ResourceImporter
    ) throws(FileFault) {
        while let record = try records.next() { importer.take(record, records.text, file: file, scope: scope) }
        if let fault = records.faultAtEnd(importer.files[file]) { throw fault }
    }
}

/// The sizes beyond which input is treated as garbage.
struct FHIRLimits: Sendable {
    /// Bytes of one resource.
    var resource = 16 << 20
    /// Nesting depth of arrays and objects.
    var depth = 64
    /// Bytes read at a time.
    var block = 1 << 18
}
