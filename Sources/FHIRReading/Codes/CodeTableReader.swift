import CivilCalendar
import Glibc
import LocatedTOML
import RosterReading

/// Reads the code tables of a folder: every `*.toml` file there, in the order of their names.
public enum CodeTableReader {
    /// Reads the folder.
    ///
    /// - Throws: Every fault of every file; tables with any fault are not used in part.
    public static func read(folder: String) throws(CodeTableRefusal) -> CodeTables {
        var faults: [ConfigurationFault] = []
        var documents: [(name: String, document: LocatedDocument)] = []
        var hash = ContentHash()
        let names = try self.names(in: folder)
        for name in names {
            do throws(ConfigurationRefusal) {
                let bytes = try self.bytes(of: name, in: folder)
                bytes.withUnsafeBytes { hash.add($0) }
                documents.append((name, try LocatedDocument(bytes: bytes, file: "\(folder)/\(name)")))
            } catch {
                faults += error.faults
            }
        }
        var tables = CodeTables()
        // Systems first: a file of the site may use the short names of another.
        for (_, document) in documents { readSystems(of: document.root, into: &tables) }
        for (name, document) in documents {
            readMeanings(of: document.root, file: name, into: &tables)
            document.reportUnknownKeys()
            faults += document.faults
        }
        guard faults.isEmpty else { throw CodeTableRefusal(faults) }
        tables.contentHash = hash.value
        return tables
    }

    /// The bytes of a table, of which no more are read than a table may have.
    private static func bytes(of name: String, in folder: String) throws(ConfigurationRefusal) -> [UInt8] {
        do throws(FileFault) {
            var bytes: [UInt8] = []
            let file = try RegularFile(RosterFile(rawValue: name), in: folder)
            var feed = ByteFeed(file, block: 1 << 16)
            while bytes.count <= 2 << 20 {
                guard try feed.fill() else { break }
                feed.take {
                    bytes.append(contentsOf: $0)
                    return $0.count
                }
            }
            return bytes
        } catch {
            throw ConfigurationRefusal([
                ConfigurationFault(
                    file: "\(folder)/\(name)", line: nil, keyPath: "", reason: error.reason, remedy: error.remedy)
            ])
        }
    }

    /// The names of the tables of a folder, in the order in which they are read; none where it cannot be read.
    public static func files(in folder: String) -> [String] { (try? names(in: folder)) ?? [] }

    private static func names(in folder: String) throws(CodeTableRefusal) -> [String] {
        guard let directory = opendir(folder) else {
            throw CodeTableRefusal([
                ConfigurationFault(
                    file: folder, line: nil, keyPath: "", reason: "cannot be read: \(String(cString: strerror(errno)))",
                    remedy: "name the folder that holds the code tables")
            ])
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
        }
        guard !names.isEmpty else {
            throw CodeTableRefusal([
                ConfigurationFault(
                    file: folder, line: nil, keyPath: "", reason: "holds no *.toml file",
                    remedy: "install the code tables there, or name their folder")
            ])
        }
        return names.sorted()
    }

    private static func readSystems(of root: LocatedTable, into tables: inout CodeTables) {
        guard root.contains("systems"), let table = root.table("systems") else { return }
        for name in table.keys {
            guard let uris = table.strings(name, example: "http://example.org/codes") else { continue }
            tables.addSystem(name, uris: uris)
        }
    }

    private static func readMeanings(of root: LocatedTable, file: String, into tables: inout CodeTables) {
        guard root.contains("meanings") else { return }
        for table in root.tables("meanings", example: #"[{ means = "visit", codes = ["snomed 390906007"] }]"#) ?? [] {
            let words = table.string("means", example: "metastasis brain")
            let doubt = table.ifPresent("doubt") { table.string($0, example: "which side is not told") }
            let replaces = table.ifPresent("replaces") { table.boolean($0) } ?? false
            _ = table.string("source", example: "mCODE STU4")
            _ = CivilDate(year: 2025, month: 11, day: 25).flatMap { table.date("checked", example: $0) }
            let codes = table.strings("codes", example: "snomed 94225005") ?? []
            guard let words else { continue }
            guard let meaning = MeaningWords.meaning(words) else {
                table.report(
                    "means", reason: "is not one of the words of the roster",
                    remedy: "write one of \(MeaningWords.forms.joined(separator: ", "))")
                continue
            }
            if meaning == .unclear, doubt == nil {
                table.report("means", reason: "needs a doubt", remedy: "write in doubt what the code leaves open")
            }
            let place = "\(file):\(table.line(of: "codes") ?? 0)"
            let entry = CodeEntry(meaning: meaning, doubt: doubt, place: place)
            for code in codes { enter(code, entry, replaces: replaces, of: table, into: &tables) }
        }
    }

    private static func enter(
        _ text: String, _ entry: CodeEntry, replaces: Bool, of table: LocatedTable, into tables: inout CodeTables
    ) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            table.report(
                "codes", reason: "an element is not written SYSTEM CODE", remedy: "write it like snomed 94225005")
            return
        }
        guard tables.knows(system: parts[0]) else {
            table.report(
                "codes", reason: "an element names a system that no [systems] has",
                remedy: "add the system with its URIs to [systems], or correct the name")
            return
        }
        guard let before = tables.add(entry, system: parts[0], code: parts[1]), before.meaning != entry.meaning,
            !replaces
        else { return }
        table.report(
            "codes", reason: "a code stands for something else at \(before.place)",
            remedy: "remove it from one of them, or write replaces = true where the site's own meaning is to hold")
    }
}
