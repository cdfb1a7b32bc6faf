import Foundation
import TestSupport
import Testing

/// The manual against what the commands say of themselves.
@Suite("The manual")
struct ManualTests {
    private struct Dump: Decodable {
        let command: Command
    }

    private struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            let name: String
        }
        let names: [Name]?
    }

    private static func page(_ name: String) throws -> String {
        try PackageFolder.text(of: "docs/man/" + name)
    }

    private static func dump(of program: String) throws -> Command {
        let outcome = try Program.run(Programs.folder + "/" + program, ["--experimental-dump-help"])
        return try JSONDecoder().decode(Dump.self, from: Data(outcome.output.utf8)).command
    }

    /// The flags that a stretch of a page names, without their hyphens.
    private static func flags(in text: String) -> Set<String> {
        Set(text.matches(of: /Fl -?([A-Za-z][a-z-]*)/).map { String($0.1) })
    }

    private static func flags(of command: Command) -> Set<String> {
        Set((command.arguments ?? []).flatMap { $0.names ?? [] }.map(\.name))
    }

    /// The commands that do something, by their words.
    private static func commands(below command: Command, _ words: [String] = []) -> [(
        words: String, flags: Set<String>
    )] {
        (command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap { command in
            let words = words + [command.commandName]
            let further = commands(below: command, words)
            return further.isEmpty ? [(words.joined(separator: " "), flags(of: command))] : further
        }
    }

    @Test func `every help fits a terminal of 80 columns, and its sentences fill their lines`() throws {
        let commands = ManualTests.commands(below: try ManualTests.dump(of: "cnswatch")).map(\.words)
        #expect(commands.count > 40)
        for words in [""] + commands {
            let help = try Programs.cnswatch(words.split(separator: " ").map(String.init) + ["--help"]).output
            let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines { #expect(line.count <= 80, "\(words): \(line)") }
            for paragraph in lines.prefix(while: { !$0.hasPrefix("USAGE") }).split(separator: "")
            where paragraph.last?.hasSuffix(".") == true {
                for (line, next) in zip(paragraph, paragraph.dropFirst()) {
                    #expect(line.count + 1 + next.prefix { $0 != " " }.count >= 80, "\(words) breaks off: \(line)")
                }
            }
        }
    }

    @Test func `every command has an entry with every flag that it takes, and with no other`() throws {
        let page = try ManualTests.page("cnswatch.1")
        let sections = page.split(separator: "\n.Sh ").map(String.init)
        let everywhere = ManualTests.flags(in: try #require(sections.first { $0.hasPrefix("OPTIONS") }))
        let filters = ManualTests.flags(in: try #require(sections.first { $0.hasPrefix("FILTERS") }))
        let entries = try #require(sections.first { $0.hasPrefix("COMMANDS") })
            .split(separator: /\n(?=\.It Cm )/).dropFirst().map(String.init)
        let commands = ManualTests.commands(below: try ManualTests.dump(of: "cnswatch"))
        #expect(commands.count > 30)
        for (words, flags) in commands {
            // A command with two forms has two heads and one text.
            let texts = entries.filter { entry in
                let head = ".It Cm \(words)"
                return [" Ar", " Oo", "\n"].contains { entry.hasPrefix(head + $0) }
            }
            #expect(!texts.isEmpty, "cnswatch(1) has no entry for \(words)")
            let text = texts.joined(separator: "\n")
            var written = ManualTests.flags(in: text)
            if text.contains(".Sx FILTERS") { written.formUnion(filters) }
            // The long form of what every command takes stands once, below OPTIONS.
            let short = written.contains("o") ? ["output"] : []
            let missing = flags.subtracting(written).subtracting(["help", "h", "version"]).subtracting(short)
            #expect(missing == [], "\(words) takes these and its entry does not say so")
            #expect(flags.intersection(["help", "version"]).isSubset(of: everywhere))
        }
        let known = commands.reduce(into: Set(["help", "h", "version"])) { $0.formUnion($1.flags) }
        #expect(ManualTests.flags(in: page).subtracting(known) == [], "no command takes these")
        let heads = Set(commands.map(\.words))
        for entry in entries {
            let head = entry.split(separator: "\n")[0].dropFirst(".It Cm ".count)
            let words = head.prefix(while: { !$0.isUppercase })
            #expect(heads.contains(words.trimmingCharacters(in: .whitespaces)), "there is no command \(words)")
        }
    }

    @Test func `the page of the service has every flag that it takes, and no other`() throws {
        let flags = ManualTests.flags(of: try ManualTests.dump(of: "cnswatchd"))
        #expect(ManualTests.flags(in: try ManualTests.page("cnswatchd.8")) == flags)
    }

    @Test func `the page of the protocol has every key of the one that is installed`() throws {
        let installed = try String(contentsOfFile: PackageFolder.protocolFile, encoding: .utf8)
        let keys = installed.matches(of: #/(?m)^([a-z_]+) = /#).map { String($0.1) }
        let page = try ManualTests.page("cnswatch-protocol.5")
        for key in Set(keys) {
            #expect(
                page.contains(try Regex("\\.It Cm (.*[ ,])?\(key)\\b")), "cnswatch-protocol(5) does not have \(key)")
        }
    }

    @Test func `command and service are of one version`() throws {
        let versions = try ["cnswatch", "cnswatchd"].map {
            try Program.run(Programs.folder + "/" + $0, ["--version"]).output
        }
        #expect(versions[0] == versions[1])
    }
}
