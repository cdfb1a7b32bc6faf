import Foundation
import TestSupport

/// A scenario as it stands in its file: what a clinic has, what happens there, and who is to be told of what, and when.
struct ScenarioFile {
    /// What is wrong with a file.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private static let folder = PackageFolder.file("Tests/Scenarios/")

    /// The names of all scenarios, in order.
    static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()

    /// What it shows.
    let title: String
    /// The clinic's time zone.
    private(set) var zone = "Europe/Madrid"
    /// After how many hours the export counts as stale.
    private(set) var staleAfterHours = 8_760
    private var sections: [String: [String]] = [:]

    init(named name: String) throws {
        try self.init(try String(contentsOfFile: ScenarioFile.folder + name + ".txt", encoding: .utf8))
    }

    init(_ text: String) throws {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.first, first.hasPrefix("# ") else { throw Fault(description: "it has no title") }
        title = String(first.dropFirst(2))
        lines.removeFirst()
        var section: String?
        for line in lines where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#") {
            if let name = ScenarioFile.heading(line) {
                guard sections[name] == nil else { throw Fault(description: "it has two sections [\(name)]") }
                section = name
                sections[name] = []
            } else if let section {
                sections[section]?.append(line)
            } else {
                try read(setting: line)
            }
        }
    }

    /// Writes what was told, and what not, into the file in place of what it says; read the difference.
    static func renew(_ name: String, told: [String], notTold: [String]) throws {
        let path = folder + name + ".txt"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var lines: [String] = []
        var section: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) {
            if let name = heading(line) { section = name }
            switch section {
            case "told" where heading(line) != nil: lines += [line] + told
            case "not told" where heading(line) != nil: lines += [line] + notTold
            case "told", "not told": if line.hasPrefix("#") { lines.append(line) }
            default: lines.append(line)
            }
        }
        if !text.contains("[not told]"), !notTold.isEmpty { lines += ["[not told]"] + notTold }
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// The lines of a section; nil where there is none.
    func lines(_ section: String) -> [String]? { sections[section] }

    /// Headings have one pair of brackets and a known word, so that tables of a configuration are none.
    private static func heading(_ line: String) -> String? {
        guard line.hasPrefix("["), !line.hasPrefix("[["), line.hasSuffix("]") else { return nil }
        let name = String(line.dropFirst().dropLast())
        let known = ["config", "patients", "events", "holidays", "script", "told", "not told", "log"]
        return known.contains(name) || name.hasPrefix("config ") ? name : nil
    }

    private mutating func read(setting line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        switch words.first {
        case "zone" where words.count == 2: zone = words[1]
        case "stale" where words.count == 4 && words[1] == "after" && words[3] == "hours":
            staleAfterHours = Int(words[2]) ?? 0
        default: throw Fault(description: "nobody understands: \(line)")
        }
    }
}
