import RosterReading

/// What the codes of an export stand for, by system and code; never by the text beside a code.
public struct CodeTables: Sendable {
    private struct Key: Hashable {
        let system: Int
        let code: String
    }

    // URIs of one system share a number.
    private var systems: [String: Int] = [:]
    private var systemNames: [String: Int] = [:]
    private var entries: [Key: CodeEntry] = [:]
    // For each system, what stands for all codes that begin alike, the longest first.
    private var families: [Int: [(prefix: String, entry: CodeEntry)]] = [:]
    private var pointless: Set<Int> = []
    /// What tells these tables from others: a hash of their files, good against accident and not against malice.
    var contentHash: UInt64 = 0
    /// The same as the fingerprint of a file: other tables make another roster of the same files.
    var fingerprint: FileFingerprint {
        FileFingerprint(size: 0, modificationTime: 0, inode: 0, contentHash: contentHash)
    }

    /// The system of texts that stand without a code.
    static let textSystem = "text"

    init() { addSystem(CodeTables.textSystem, uris: [CodeTables.textSystem]) }

    /// Enters a system; several names may share URIs.
    mutating func addSystem(_ name: String, uris: [String]) {
        let number = uris.compactMap({ systems[$0] }).first ?? systemNames[name] ?? systemNames.count
        systemNames[name] = number
        for uri in uris { systems[uri] = number }
        if name.hasPrefix("icd-") { pointless.insert(number) }
    }

    func knows(system name: String) -> Bool { systemNames[name] != nil || systems[name] != nil }

    /// Enters a code; gives the entry that stood there before.
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

    /// What a code stands for; nil where no table knows it.
    func entry(system uri: String, code: String) -> CodeEntry? {
        guard let number = systems[uri] else { return nil }
        let plain = written(code, in: number)
        if let entry = entries[Key(system: number, code: plain)] { return entry }
        return families[number]?.first { plain.hasPrefix($0.prefix) }?.entry
    }

    /// What a text without a code stands for.
    func entry(text: String) -> CodeEntry? { entry(system: CodeTables.textSystem, code: text) }

    /// How many codes there are.
    public var count: Int { entries.count + families.values.reduce(0) { $0 + $1.count } }

    private func written(_ code: String, in system: Int) -> String {
        if system == 0 { return code.lowercased() }
        return pointless.contains(system) ? code.filter { $0 != "." }.uppercased() : code
    }
}
