import ArgumentParser
import ControlInterface
import Glibc

/// The command that staff use.
struct Cnswatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cnswatch",
        abstract: "Keeps patients with HER2-positive breast cancer from being lost to CNS follow-up.",
        discussion: """
            It shows what each patient is owed, when, and why. It supports clinicians; it decides no treatment, and it is \
            not for emergencies: whoever has a new neurological symptom is to be seen by a clinician now.
            """,
        version: Release.version,
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
            // All output is written.
            Glibc.exit(status.rawValue)
        } catch {
            exit(withError: error)
        }
    }

    /// Runs `check`: a monitoring system reads standard output, and does not know the exit statuses of other commands.
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

/// The first word of a call: a verb, in the order and the groups of the help.
enum Verb: String, CaseIterable {
    // Reading, from the service.
    case due, find, show, explain, census, forecast, adherence, status, watch, report
    case whatIf = "what-if"
    case audit, export, questions
    // Acting.
    case book, cancel, missed, record, interval, ack, snooze, decline
    case `defer`, close, undo
    // Who is told.
    case alerts, next, route, silence
    // The service.
    case check, metrics, reload, call, introspect
    // Without a service.
    case plan, roster
    case `protocol`

    /// The group of the help that lists a verb.
    enum Group: String, CaseIterable {
        case reading = "Reading, from the service"
        case acting = "Acting"
        case telling = "Who is told"
        case service = "The service"
        case offline = "Without a service"
    }

    var group: Group {
        switch self {
        case .due, .find, .show, .explain, .census, .forecast, .adherence, .status, .watch, .report, .whatIf, .audit,
            .export,
            .questions:
            .reading
        case .book, .cancel, .missed, .record, .interval, .ack, .snooze, .decline, .defer, .close, .undo: .acting
        case .alerts, .next, .route, .silence: .telling
        case .check, .metrics, .reload, .call, .introspect: .service
        case .plan, .roster, .protocol: .offline
        }
    }

    var command: any ParsableCommand.Type {
        switch self {
        case .due: DueCommand.self
        case .find: FindCommand.self
        case .show: ShowCommand.self
        case .explain: ExplainCommand.self
        case .census: CensusCommand.self
        case .forecast: ForecastCommand.self
        case .adherence: AdherenceCommand.self
        case .status: StatusCommand.self
        case .watch: WatchCommand.self
        case .report: ReportCommand.self
        case .whatIf: WhatIfCommand.self
        case .audit: AuditCommand.self
        case .export: ExportCommand.self
        case .questions: QuestionsCommand.self
        case .book: BookCommand.self
        case .cancel: CancelCommand.self
        case .missed: MissedCommand.self
        case .record: RecordCommand.self
        case .interval: IntervalCommand.self
        case .ack: AckCommand.self
        case .snooze: SnoozeCommand.self
        case .decline: DeclineCommand.self
        case .defer: DeferCommand.self
        case .close: CloseCommand.self
        case .undo: UndoCommand.self
        case .alerts: AlertsCommand.self
        case .next: NextCommand.self
        case .route: RouteCommand.self
        case .silence: SilenceCommand.self
        case .check: CheckCommand.self
        case .metrics: MetricsCommand.self
        case .reload: ReloadCommand.self
        case .call: CallCommand.self
        case .introspect: IntrospectCommand.self
        case .plan: PlanCommand.self
        case .roster: RosterCommand.self
        case .protocol: ProtocolCommand.self
        }
    }

    /// Returns the command for a call, read without the other verbs: building all forty takes the parser longer than
    /// the service takes to answer.
    ///
    /// Nil where the call is not plain and faultless: help, a completion, a mistake, a verb with subcommands. The whole
    /// parser handles those, and its messages name the whole command.
    static func plainCall(_ words: ArraySlice<String>) -> (any ParsableCommand)? {
        guard let verb = words.first.flatMap(Verb.init(rawValue:)) else { return nil }
        if verb == .due, let call = DueCommand.plain(words.dropFirst()) { return call }
        guard verb.command.configuration.subcommands.isEmpty,
            // A call for help returns the help.
            let call = try? verb.command.parseAsRoot(Array(words.dropFirst())), type(of: call) == verb.command
        else { return nil }
        return call
    }
}
