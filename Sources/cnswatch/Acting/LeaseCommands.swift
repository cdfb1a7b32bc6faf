import ArgumentParser
import ControlInterface
import Varlink

/// `cnswatch ack`: takes an item on.
struct AckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Take an item on: it stays on every list, under your name.",
        usage: "cnswatch ack MRN ITEM [--until DAY]\ncnswatch ack --clinic North --status overdue [--yes]")

    @OptionGroup var lease: ItemLeaseOptions

    func run() throws { try lease.run("ack") }
}

/// `cnswatch snooze`: puts an item off.
struct SnoozeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze", abstract: "Do not tell of an item for a while.",
        usage: "cnswatch snooze MRN ITEM --until DAY --reason TEXT\n"
            + "cnswatch snooze --clinic North --until 2w --reason TEXT [--yes]",
        discussion: """
            Its dates and its status stay as they are. An emergency is told whatever was snoozed. Past the latest date of \
            the item it holds once a second person confirms it with --second.
            """)

    @OptionGroup var lease: ItemLeaseOptions

    func run() throws { try lease.run("snooze") }
}

/// `cnswatch decline`: records that the patient does not want it.
struct DeclineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "The patient declined an item; it is to be offered again on a day.",
        usage: "cnswatch decline MRN ITEM --reason TEXT [--until DAY]\n"
            + "cnswatch decline --item mammogram --reason TEXT [--yes]",
        discussion: "Without --until it is offered again after the time that the service is configured for.")

    @OptionGroup var lease: ItemLeaseOptions

    func run() throws { try lease.run("decline") }
}

/// `cnswatch defer`: records that it cannot be done yet.
struct DeferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "defer",
        abstract: "An item cannot be done yet: contraindicated, or an order or an authorisation is missing.",
        usage: "cnswatch defer MRN ITEM --until DAY --reason TEXT\n"
            + "cnswatch defer --clinic North --until 2w --reason TEXT [--yes]")

    @OptionGroup var lease: ItemLeaseOptions

    func run() throws { try lease.run("defer") }
}

/// `cnswatch close`: the patient is lost to follow-up, or has moved away.
struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a patient who is lost or moved away; it takes two people.",
        usage: "cnswatch close MRN --reason TEXT [--until DAY]\ncnswatch close MRN --second",
        discussion: "Emergencies are told all the same, and the patient stays in the census.")

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @OptionGroup var terms: LeaseOptions
    @OptionGroup var options: ActingOptions

    func run() throws {
        try Failure.reporting {
            try options.perform(
                "Lease", terms.request("close", patient, nil, dryRun: options.asksForDryRun),
                second: { terms.confirmation("close", of: $0) })
        }
    }
}

/// The arguments of the verbs that set a lease on an item, or on each of a list.
struct ItemLeaseOptions: ParsableArguments {
    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String?
    @Argument(help: "The item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @OptionGroup var terms: LeaseOptions
    @OptionGroup var options: ActingOptions
    @OptionGroup var bulk: BulkOptions

    func validate() throws {
        try bulk.check([("MRN", patient), ("ITEM", item)])
        try ItemWord.check(item)
    }

    func run(_ kind: String) throws {
        try Failure.reporting {
            let second = { terms.confirmation(kind, of: $0) }
            if let patient {
                let request = terms.request(kind, patient, item, dryRun: options.asksForDryRun)
                try options.perform("Lease", request, second: second)
            } else {
                try BulkAct(words: terms.words(kind), bulk: bulk, options: options, second: second).run {
                    row, service in
                    try ServiceOptions.ask(
                        service, "Lease", terms.request(kind, row.mrn, row.item.item, dryRun: options.asksForDryRun))
                }
            }
        }
    }
}

/// How long a lease holds, and why.
struct LeaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The last day on which it holds, or how long from today.", valueName: "YYYY-MM-DD or 2w"),
        transform: DayOrInterval.read)
    var until: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?
    @Flag(help: "Confirm a colleague's, as the second person.") var second = false

    /// The request for a lease of this kind.
    func request(_ kind: String, _ patient: String, _ item: String?, dryRun: Bool?) -> LeaseRequest {
        LeaseRequest(
            patient: patient, kind: kind, item: item, until: until, reason: reason, second: second ? true : nil,
            dryRun: dryRun)
    }

    /// The command with which the second person confirms a lease; it names the last day, so that nothing else is
    /// confirmed.
    func confirmation(_ kind: String, of outcome: ActOutcome) -> [String] {
        let end = outcome.until.map { ["--until", $0] } ?? []
        return ["cnswatch", kind, outcome.mrn] + (outcome.item.map { [$0] } ?? []) + ["--second"] + end
    }

    /// A lease of this kind in words.
    func words(_ kind: String) -> String {
        (second ? "confirm the " : "") + kind + (until.map { " until \($0)" } ?? "") + (reason.map { " (\($0))" } ?? "")
    }
}
