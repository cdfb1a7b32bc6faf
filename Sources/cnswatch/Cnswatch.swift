import ArgumentParser
import Glibc

/// The command that staff type.
struct Cnswatch: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "cnswatch",
        abstract: "Keeps patients with HER2-positive breast cancer from being lost to CNS follow-up.",
        discussion: """
            It shows what each patient is owed, when, and why. It supports clinicians; it decides no treatment, and it is \
            not for emergencies: whoever has a new neurological symptom is to be seen by a clinician now.
            """,
        version: version,
        groupedSubcommands: Verb.Group.allCases.map { group in
            CommandGroup(
                name: group.rawValue,
                subcommands: Verb.allCases.filter { $0.group == group }.map(\.command))
        })

    /// Runs the command; a reader that closes its end early is no error.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        let words = CommandLine.arguments.dropFirst()
        if words.first == Verb.check.rawValue { check() }
        do {
            guard var command = Verb.plainCall(words) else { return main(nil) }
            try command.run()
        } catch let status as ExitCode {
            // What there was to say was said.
            Glibc.exit(status.rawValue)
        } catch {
            exit(withError: error)
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
