import ArgumentParser
import ControlInterface
import Terminal
import Varlink

/// `cnswatch check`: the service and its census for Nagios, Icinga and those who speak like them.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "One line for Nagios or Icinga: are the service and its roster well?",
        usage: "cnswatch check [--overdue-warning N] [--overdue-critical N] [OPTION ...]",
        discussion: """
            It prints one line with figures and leaves with 0 (OK), 1 (WARNING: the roster is stale or refused, rows are \
            set aside, the protocol is refused, alerts wait), 2 (CRITICAL: no service, no roster, the store fails, an \
            emergency is open) or 3 (UNKNOWN: it cannot tell). The line names no patient.
            """)

    @OptionGroup var service: ServiceOptions
    @Option(help: ArgumentHelp("Warn of more overdue items than this.", valueName: "N")) var overdueWarning: Int?
    @Option(help: ArgumentHelp("Be critical of more overdue items than this.", valueName: "N"))
    var overdueCritical: Int?
    @Flag(help: "Open emergencies are counted and change no state.") var ignoreEmergencies = false
    @Option(help: ArgumentHelp("How long to wait for the service.", valueName: "SECONDS")) var timeout = 10

    func validate() throws {
        for (name, number) in [("--overdue-warning", overdueWarning), ("--overdue-critical", overdueCritical)] {
            guard number ?? 0 >= 0 else { throw ValidationError("\(name) takes a number from 0 up.") }
        }
        guard 1...3_600 ~= timeout else { throw ValidationError("--timeout takes 1 to 3600 seconds.") }
    }

    func run() throws {
        try CheckCommand.tell(result)
    }

    private var result: CheckResult {
        do {
            let connection = try service.connect(timeoutSeconds: timeout)
            defer { connection.close() }
            let status: StatusReport = try ServiceOptions.ask(connection, "Status", CensusRequest())
            guard status.roster.loadedAt != nil else { return CheckResult(status, nil, limits) }
            let census: CensusReport = try ServiceOptions.ask(connection, "Census", CensusRequest())
            return CheckResult(status, census, limits)
        } catch let failure as Failure {
            return CheckResult(CheckCommand.state(of: failure), because: failure.message)
        } catch {
            return CheckResult(.unknown, because: "\(error)")
        }
    }

    private var limits: CheckResult.Limits {
        CheckResult.Limits(
            overdueWarning: overdueWarning, overdueCritical: overdueCritical, ignoresEmergencies: ignoreEmergencies)
    }

    /// What does not answer, or cannot, watches nobody; what this account may not see, nobody here can judge.
    static func state(of failure: Failure) -> CheckResult.State {
        switch failure.kind {
        case .unavailable, .inputOutput: .critical
        case .general, .usage, .faultyData, .noInput, .wrongProtocol, .noPermission, .configuration: .unknown
        }
    }

    /// Prints a result and leaves with its state.
    static func tell(_ result: CheckResult) throws -> Never {
        do {
            try StandardOutput.line(TerminalText.visible(result.line))
            try StandardOutput.flush()
        } catch {
            throw ExitCode(CheckResult.State.unknown.rawValue)
        }
        throw ExitCode(result.state.rawValue)
    }
}
