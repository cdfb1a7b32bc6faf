import ArgumentParser
import DaemonRuntime
import LocatedTOML
import Systemd

/// The daemon's command line.
struct CnswatchDaemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cnswatchd",
        abstract: "Watches a roster of patients and tells what each is owed, by a documented surveillance protocol.",
        discussion: "It runs in the foreground, under systemd or without; cnswatch talks to it.",
        version: Daemon.version)

    @Option(help: ArgumentHelp("The configuration file.", valueName: "FILE"))
    var config = "/etc/cnswatch/cnswatch.toml"

    func run() throws {
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
