import ArgumentParser
import CivilCalendar
import ProtocolReading
import Surveillance
import Terminal

/// `cnswatch protocol`: the clinical protocol as data.
struct ProtocolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol", abstract: "Check or show a surveillance protocol.",
        subcommands: [Check.self, Show.self])

    /// `cnswatch protocol check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name every fault of a protocol file by line, or say that it is sound.")

        @Argument(help: "The protocol files, in order; the shipped one by default.") var files: [String] = []

        func run() throws {
            try Failure.reporting {
                for rules in try OfflineOptions.protocols(named: files).protocols {
                    try StandardOutput.line(
                        "protocol \(rules.id) version \(rules.version), effective \(rules.effective): sound")
                }
            }
        }
    }

    /// `cnswatch protocol show`
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a protocol: every rule with its numbers, urgency, source and grade.")

        @Argument(help: "The protocol file; the one in use by default.") var file: String?

        func run() throws {
            try Failure.reporting {
                for line in ProtocolText(try OfflineOptions.protocols(named: file.map { [$0] } ?? []).first).lines {
                    try StandardOutput.line(TerminalText.visible(line))
                }
            }
        }
    }
}
