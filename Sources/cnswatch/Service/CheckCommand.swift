import ArgumentParser
import ClinicalModel
import ControlInterface
import Terminal
import Varlink

/// `cnswatch check`: the service and its census for Nagios, Icinga and compatible systems.
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

    /// A service that does not or cannot answer watches no one; what this account may not see cannot be judged here.
    static func state(of failure: Failure) -> CheckResult.State {
        switch failure.kind {
        case .unavailable, .inputOutput: .critical
        case .general, .usage, .faultyData, .noInput, .wrongProtocol, .noPermission, .configuration: .unknown
        }
    }

    /// Prints a result and exits with its state.
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

/// The line for a monitoring system: a state, why, and figures for its graphs.
struct CheckResult {
    /// The states of the plugin interface of Nagios and Icinga; the raw value is the exit status.
    enum State: Int32 {
        case ok = 0
        case warning = 1
        case critical = 2
        case unknown = 3

        /// The state as the plugin interface spells it.
        var word: String {
            switch self {
            case .ok: "OK"
            case .warning: "WARNING"
            case .critical: "CRITICAL"
            case .unknown: "UNKNOWN"
            }
        }
    }

    /// The limits that decide the state.
    struct Limits {
        /// More overdue items than this are a warning.
        var overdueWarning: Int?
        /// More overdue items than this are critical.
        var overdueCritical: Int?
        /// Whether open emergencies are reported without changing the state.
        var ignoresEmergencies = false
    }

    let state: State
    private let text: String
    private let figures: [String]

    /// The result of a check that got no answer.
    init(_ state: State, because reason: String) {
        self.init(state, reason, [])
    }

    private init(_ state: State, _ text: String, _ figures: [String]) {
        self.state = state
        self.text = text
        self.figures = figures
    }

    /// The result of an answered check; without a roster there is no census.
    init(_ status: StatusReport, _ census: CensusReport?, _ limits: Limits) {
        guard let census else {
            self = CheckResult(
                .critical, because: "no roster was ever taken, so nobody is watched; see: cnswatch status")
            return
        }
        func count(_ word: String, in counts: [WordCount]) -> Int { counts.first { $0.word == word }?.count ?? 0 }
        let overdue = count("overdue", in: census.statuses)
        let emergencies = count("emergency", in: census.urgencies)
        let findings =
            CheckResult.findings(overdue: overdue, emergencies: emergencies, limits) + CheckResult.findings(status)
        // The worst comes first: a short display shows only that.
        let ordered = [State.critical, .warning].flatMap { state in findings.filter { $0.state == state } }
        var words = ordered.map(\.words)
        if !ordered.contains(where: { $0.isOfOverdue }) { words.append("\(Pluralised(overdue, "item")) overdue") }
        words.append("\(Pluralised(census.total, "patient"))")
        let figures = [
            "patients=\(census.total);;;0",
            "overdue=\(overdue);\(CheckResult.limit(limits.overdueWarning));"
                + "\(CheckResult.limit(limits.overdueCritical));0",
            "due=\(count("due", in: census.statuses));;;0",
            "emergencies=\(emergencies);;\(limits.ignoresEmergencies ? "" : "0");0",
            "incomplete=\(census.incomplete);;;0", "absent=\(census.absent);;;0",
            "rejected_rows=\(status.roster.rejectedRows);0;;0", "alerts_pending=\(status.alertsPending);0;;0",
        ]
        self.init(ordered.first?.state ?? .ok, words.joined(separator: ", "), figures)
    }

    /// The line, without its end. A bar would start the figures, and a line end the long text; it contains neither.
    var line: String {
        let clean = String(text.map { $0 == "|" ? "/" : $0.isNewline ? " " : $0 })
        return "CNSWATCH \(state.word) - \(clean)" + (figures.isEmpty ? "" : " | " + figures.joined(separator: " "))
    }

    private struct Finding {
        let state: State
        let words: String
        var isOfOverdue = false
    }

    private static func findings(overdue: Int, emergencies: Int, _ limits: Limits) -> [Finding] {
        var findings: [Finding] = []
        if emergencies > 0, !limits.ignoresEmergencies {
            findings.append(
                Finding(state: .critical, words: "\(Pluralised(emergencies, "open emergency", "open emergencies"))"))
        }
        let words = "\(Pluralised(overdue, "item")) overdue"
        if let limit = limits.overdueCritical, overdue > limit {
            findings.append(Finding(state: .critical, words: words, isOfOverdue: true))
        } else if let limit = limits.overdueWarning, overdue > limit {
            findings.append(Finding(state: .warning, words: words, isOfOverdue: true))
        }
        return findings
    }

    private static func findings(_ status: StatusReport) -> [Finding] {
        let roster = status.roster
        let kinds = Set(status.notices.map(\.kind))
        let critical: [String?] = [
            kinds.contains("emergency-undelivered")
                ? "an emergency was given up and nobody was told by that message" : nil,
            kinds.contains("emergency-waiting") ? "an emergency waits for a channel that does not take it" : nil,
        ]
        let words: [String?] = [
            roster.stale ? "the roster is stale" : nil,
            roster.refusedAt != nil || kinds.contains("roster-refused") ? "a newer roster is refused" : nil,
            kinds.contains("protocol-refused") ? "a newer protocol is refused" : nil,
            roster.rejectedRows > 0 ? "\(Pluralised(roster.rejectedRows, "row")) set aside" : nil,
            status.alertsPending > 0 ? "\(Pluralised(status.alertsPending, "alert")) not yet told" : nil,
            kinds.contains("delivery") || kinds.contains("delivery-failing") ? "alerts cannot be delivered" : nil,
            kinds.contains("clock-unsynchronised") ? "the clock is not synchronised" : nil,
            kinds.contains("unrouted") ? "patients are on no route" : nil,
            kinds.contains("troubles-unheard")
                ? "nobody is told of a channel that gives up an emergency: no receiver below [service]" : nil,
        ]
        return critical.compactMap { $0.map { Finding(state: .critical, words: $0) } }
            + words.compactMap { $0.map { Finding(state: .warning, words: $0) } }
    }

    private static func limit(_ limit: Int?) -> String { limit.map { "\($0)" } ?? "" }
}
