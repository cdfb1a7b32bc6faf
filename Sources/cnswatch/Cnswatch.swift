import ArgumentParser
import Glibc

/// The command that staff type.
struct Cnswatch: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "cnswatch",
        abstract: "Keeps patients with HER2-positive breast cancer from being lost to CNS follow-up.",
        discussion: """
            It shows what each patient is owed, when, and why. It supports clinicians; it decides no treatment, and it is
            not for emergencies: whoever has a new neurological symptom is to be seen by a clinician now.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Reading, from the service",
                subcommands: [
                    DueCommand.self, ShowCommand.self, ExplainCommand.self, CensusCommand.self, ForecastCommand.self,
                    StatusCommand.self,
                    WatchCommand.self, ReportCommand.self, WhatIfCommand.self, AuditCommand.self,
                ]),
            CommandGroup(
                name: "Acting",
                subcommands: [
                    BookCommand.self, CancelCommand.self, MissedCommand.self, RecordCommand.self, IntervalCommand.self,
                    AckCommand.self, SnoozeCommand.self, DeclineCommand.self, DeferCommand.self, CloseCommand.self,
                    UndoCommand.self,
                ]),
            CommandGroup(
                name: "Who is told",
                subcommands: [AlertsCommand.self, NextCommand.self, RouteCommand.self, SilenceCommand.self]),
            CommandGroup(
                name: "The service",
                subcommands: [CheckCommand.self, ReloadCommand.self, CallCommand.self, IntrospectCommand.self]),
            CommandGroup(
                name: "Without a service",
                subcommands: [PlanCommand.self, RosterCommand.self, ProtocolCommand.self]),
        ])

    /// Runs the command; a reader that closes its end early is no error.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        if CommandLine.arguments.dropFirst().first == CheckCommand.configuration.commandName {
            check()
        } else {
            main(nil)
        }
    }

    /// Runs `check`: a monitoring system reads standard output, and knows none of the exit statuses of other commands.
    private static func check() -> Never {
        do {
            var command = try parseAsRoot()
            try command.run()
            exit()
        } catch let error where exitCode(for: error) == .validationFailure {
            try? StandardOutput.line(CheckResult(.unknown, because: message(for: error)).line)
            try? StandardOutput.flush()
            Glibc.exit(CheckResult.State.unknown.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
