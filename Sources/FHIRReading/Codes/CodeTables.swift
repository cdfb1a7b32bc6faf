import CivilCalendar
import Glibc
import LocatedTOML
import RosterModel

/// The meanings of the codes of an export, by system and code; the text beside a code is never used.
public struct CodeTables: Sendable {
    private struct Key: Hashable {
        let system: Int
        let code: String
    }

    // URIs of one system share a number.
    private var systems: [String: Int] = [:]
    private var systemNames: [String: Int] = [:]
    private var entries: [Key: CodeEntry] = [:]
    // For each system, the meanings of all codes with a common prefix, the longest prefix first.
    private var families: [Int: [(prefix: String, entry: CodeEntry)]] = [:]
    private var pointless: Set<Int> = []
    /// Identifies these tables: a hash of their files that detects accidents, not malice.
    var contentHash: UInt64 = 0
    /// The same as a file fingerprint: different tables make a different roster from the same files.
    var fingerprint: FileFingerprint {
        FileFingerprint(size: 0, modificationTime: 0, inode: 0, contentHash: contentHash)
    }

    /// The system of texts without a code.
    static let textSystem = "text"

    init() { addSystem(CodeTables.textSystem, uris: [CodeTables.textSystem]) }

    /// Adds a system; several names may share URIs.
    mutating func addSystem(_ name: String, uris: [String]) {
        let number = uris.compactMap({ systems[$0] }).first ?? systemNames[name] ?? systemNames.count
        systemNames[name] = number
        for uri in uris { systems[uri] = number }
        if name.hasPrefix("icd-") { pointless.insert(number) }
    }

    func knows(system name: String) -> Bool { systemNames[name] != nil || systems[name] != nil }

    /// Adds a code, and returns the entry it replaces.
    mutating func add(_ entry: CodeEntry, system name: String, code: String) -> CodeEntry? {
        guard let number = systemNames[name] ?? systems[name] else { return nil }
        let plain = written(code, in: number)
        guard plain.hasSuffix("*") else {
            return entries.updateValue(entry, forKey: Key(system: number, code: plain))
        }
        let prefix = String(plain.dropLast())
        var family = families[number, default: []]
        let before = family.first { $0.prefix == prefix }?.entry
        family.removeAll { $0.prefix == prefix }
        family.append((prefix, entry))
        family.sort { $0.prefix.utf8.count > $1.prefix.utf8.count }
        families[number] = family
        return before
    }

    /// Returns the meaning of a code; nil if no table knows it.
    func entry(system uri: String, code: String) -> CodeEntry? {
        guard let number = systems[uri] else { return nil }
        let plain = written(code, in: number)
        if let entry = entries[Key(system: number, code: plain)] { return entry }
        return families[number]?.first { plain.hasPrefix($0.prefix) }?.entry
    }

    /// Returns the meaning of a text without a code.
    func entry(text: String) -> CodeEntry? { entry(system: CodeTables.textSystem, code: text) }

    /// The number of codes.
    public var count: Int { entries.count + families.values.reduce(0) { $0 + $1.count } }

    private func written(_ code: String, in system: Int) -> String {
        if system == 0 { return code.lowercased() }
        return pointless.contains(system) ? code.filter { $0 != "." }.uppercased() : code
    }
}

/// What the tables say about one code.
struct CodeEntry: Hashable, Sendable {
    /// Its meaning.
    let meaning: CodeMeaning
    /// The question it leaves open; nil if none.
    let doubt: String?
    /// The file and line of the entry.
    let place: String
}

/// Reads the code tables of a folder: every `*.toml` file in it, in name order.
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
        // Systems first: a site's file may use the short names of a different file.
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

    /// Returns the bytes of a table, at most up to the size limit.
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

    /// Returns the names of a folder's tables in reading order; empty if the folder cannot be read.
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

/// The refusal of code tables, with everything that is wrong with them.
public struct CodeTableRefusal: Error, Hashable, Sendable {
    /// The faults, by file and line; never empty.
    public let faults: [ConfigurationFault]

    init(_ faults: [ConfigurationFault]) { self.faults = faults.sorted() }
}

extension CodeTableRefusal: CustomStringConvertible {
    /// One line per fault: `FILE:LINE: key: reason; remedy`.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Finds the folder of code tables, in the same way as protocols are found.
///
/// The order: the folder named, `$CNSWATCH_CODES`, `/etc/cnswatch/codes`, and the same below `etc` of the folders above
/// the program. The current folder is never used.
public struct CodeTableLocator: Sendable {
    /// The folder named on the command line or in the configuration.
    public var named: String?
    /// The value of `$CNSWATCH_CODES`; empty counts as absent.
    public var environmentValue: String?
    /// The places of the tables installed with the program, or in a checkout around it.
    public var places = ShippedPlaces(installed: "/etc/cnswatch/codes")

    /// Creates a locator for the named folder, if any, with the environment and program of this process.
    public init(named: String? = nil) {
        self.named = named
        environmentValue = getenv("CNSWATCH_CODES").map { String(cString: $0) }
    }

    /// Returns the folder. A named folder is returned without a check that it exists: reading it reports that.
    public func locate() -> String {
        if let named { return named }
        if let environmentValue, !environmentValue.isEmpty { return environmentValue }
        return places.first ?? places.installed
    }
}
