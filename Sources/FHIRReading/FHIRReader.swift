import RosterModel

/// Reads a folder of FHIR R4: NDJSON as bulk exports write it, bundles, and single resources.
///
/// Files are read one after the other in the order of their names, and each resource is let go once it is read: memory holds
/// what the resources say of patients, some fifty bytes each, and one resource. Nothing depends on the order of files or
/// resources. A resource that cannot be read is set aside and told; a file that is cut short refuses the folder whole.
public struct FHIRReader: Sendable {
    let tables: CodeTables
    let limits: FHIRLimits

    /// A reader that understands the codes of these tables.
    public init(tables: CodeTables) { self.init(tables: tables, limits: FHIRLimits()) }

    init(tables: CodeTables, limits: FHIRLimits) {
        self.tables = tables
        self.limits = limits
    }

    /// Reads these files of a folder. Throws all faults that make a file unusable, or one that changed while it was read.
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
        // Asked again at the end, so that an export replaced while its other files were read is not taken for half of each.
        if faults.isEmpty { faults = opened.compactMap { $0.file.change(bytesRead: $0.read.size) } }
        guard faults.isEmpty else { throw RosterRefusal(faults: faults) }
        var assembly = FHIRAssembly(consume importer)
        return assembly.reading(files: opened.map(\.read) + [tables.fingerprint])
    }

    /// Reads files that lie in memory, by their names.
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

    /// Whether files of this name are read: by what it ends in, and never a hidden one.
    public static func reads(_ name: String) -> Bool {
        !name.hasPrefix(".") && (holdsLines(name) || name.lowercased().hasSuffix(".json"))
    }

    /// Whether a file holds lines and not a document, by its name.
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

/// How much of everything is read before it is taken for garbage.
struct FHIRLimits: Sendable {
    /// Bytes of one resource.
    var resource = 16 << 20
    /// Arrays and objects inside each other.
    var depth = 64
    /// Bytes read at once.
    var block = 1 << 18
}
