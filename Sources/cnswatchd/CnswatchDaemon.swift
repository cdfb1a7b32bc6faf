import ArgumentParser
import ControlInterface
import DaemonRuntime
import LocatedTOML
import Systemd

/// The daemon's command line.
struct CnswatchDaemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cnswatchd",
        abstract: "Watches a roster of patients and tells what each is owed, by a documented surveillance protocol.",
        discussion: "It runs in the foreground, under systemd or without; cnswatch talks to it.",
        version: Release.version)

    @Option(help: ArgumentHelp("The configuration file.", valueName: "FILE"))
    var config = CnswatchDaemon.standardConfiguration

    private static let standardConfiguration = "/etc/cnswatch/cnswatch.toml"

    /// The configuration file that plain words name: none, or `--config FILE`. Nil for all else, which is for the parser; it looks
    /// up types by name, and what that touches would stay in memory for as long as the service runs.
    static func plainConfiguration(_ words: some Collection<String>) -> String? {
        let words = Array(words)
        if words.isEmpty { return standardConfiguration }
        guard words.count == 2, words[0] == "--config", !words[1].isEmpty, !words[1].hasPrefix("-") else { return nil }
        return words[1]
    }

    func run() throws { try CnswatchDaemon.run(config) }

    /// Runs the service with a configuration file; ends with its exit status, as an error.
    static func run(_ config: String) throws {
        let journal = Journal.ofThisProcess(identifier: "cnswatchd")
        do {
            let daemon = try Daemon(try DaemonConfiguration(path: config), journal: journal)
            throw ExitCode(try daemon.run())
        } catch let exit as ExitCode {
            throw exit
        } catch let refusal as ConfigurationRefusal {
            Journal.ofLastWords().write(
                .critical, "the configuration is refused: \(refusal.faults.map(\.description).joined(separator: " | "))"
            )
            throw ExitCode(78)
        } catch let unusable as UnusableConfiguration {
            Journal.ofLastWords().write(.critical, "the configuration is refused: \(unusable)")
            throw ExitCode(78)
        } catch {
            Journal.ofLastWords().write(.critical, "\(error)")
            throw ExitCode(1)
        }
    }
}
