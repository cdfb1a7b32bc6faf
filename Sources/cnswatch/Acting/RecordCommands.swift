import ArgumentParser
import CivilCalendar
import ControlInterface
import Terminal

/// `cnswatch record`: records an event beside those of the export.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record what happened to a patient, beside what the export says.",
        usage: "cnswatch record MRN EVENT [DETAIL] [RESULT] [DATE] [COLUMN=VALUE ...]",
        discussion: """
            The words are those of events.csv, in the order of its columns; a word written like a date is the date. What \
            has no place of its own is an option, or COLUMN=VALUE.

              cnswatch record C01 imaging mri-brain stable 2026-02-01
              cnswatch record C01 symptom seizure onset --note "by telephone"
              cnswatch record C01 performance kps 80

            The answer says what is more pressing now, by when, and whom to call.

            When the export brings the same later, the two count once; when it says otherwise, both are shown.

            \(VocabularyText.lines.joined(separator: "\n"))
            """)

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @Argument(help: "The event and its words.", completion: EventCompletion.words) var event: [String]
    @OptionGroup var columns: EventOptions
    @OptionGroup var options: ActingOptions

    func validate() throws { _ = try message() }

    func run() throws {
        try Failure.reporting {
            try options.perform(
                "Record", RecordRequest(patient: patient, event: try message(), dryRun: options.asksForDryRun))
        }
    }

    private func message() throws -> EventMessage {
        var message = try EventPhrase.read(event)
        try columns.complete(&message)
        return message
    }
}

/// `cnswatch what-if`: shows what an event would change.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if", abstract: "What would be different if something happened; nothing is recorded.",
        usage: "cnswatch what-if MRN EVENT [DETAIL] [RESULT] [DATE] [+ EVENT ...]",
        discussion: """
            The events are written as for record, several of them with a + between. What is to happen on a day to come is \
            shown as of that day; where nothing differs yet, as of the first day on which something does.

              cnswatch what-if C01 imaging mri-brain stable
              cnswatch what-if C01 surgery brain-resection 2026-02-01 + radiotherapy srs 2026-02-20
            """)

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @Argument(help: "The events and their words.", completion: EventCompletion.words) var events: [String]
    @OptionGroup var columns: EventOptions
    @OptionGroup var service: ServiceOptions
    @OptionGroup var day: DayOption
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws { _ = try messages() }

    func run() throws {
        try Failure.reporting {
            let report: WhatIfReport = try service.call(
                "WhatIf", WhatIfRequest(patient: patient, events: try messages(), asOf: day.asOf?.description))
            try output.render(report, lines: [report], columns: ["change"], rows: report.changes.map { [$0] }) {
                for line in report.changes { try StandardOutput.line(TerminalText.visible(line)) }
                try StandardOutput.flush()
                StandardError.say(WhatIfCommand.sum(report))
            }
        }
    }

    private static func sum(_ report: WhatIfReport) -> String {
        if report.changes.isEmpty {
            let until = report.unchangedUntil.map { ", nor on a later day up to \($0) if nothing else happens" } ?? ""
            return "Nothing would change, as of \(report.asOf)\(until)."
        }
        let from = report.unchangedFrom.map { ", the first day after \($0) on which something would change" } ?? ""
        return "Nothing was recorded, as of \(report.asOf)\(from)."
    }

    private func messages() throws -> [EventMessage] {
        var messages = try EventPhrase.readMany(events)
        if messages.count == 1 {
            try columns.complete(&messages[0])
        } else if !columns.isEmpty {
            throw ValidationError("Of several events say beside each what it has, as COLUMN=VALUE, such as site=brain.")
        }
        return messages
    }
}

/// `cnswatch interval`: sets the clinician's own interval.
struct IntervalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interval", abstract: "Record a clinician's own repeat interval for an item.",
        usage: "cnswatch interval MRN ITEM INTERVAL --reason TEXT",
        discussion: "INTERVAL is such as 6w or 2m, or `protocol` to go back to that of the protocol.")

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @Argument(help: "The item, such as brain-mri.", completion: ItemWord.completion, transform: ItemWord.read)
    var item: String
    @Argument(help: "The interval, or protocol.") var interval: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ActingOptions

    func run() throws {
        try Failure.reporting {
            let event = EventMessage(event: "interval", detail: item, result: interval, note: reason)
            try options.perform(
                "Record", RecordRequest(patient: patient, event: event, dryRun: options.asksForDryRun))
        }
    }
}

/// The rarely used columns of an event, as options.
struct EventOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The day, month or year; today by default.", valueName: "YYYY-MM-DD"))
    var date: String?
    @Option(help: ArgumentHelp("Where in the body.", valueName: "word")) var site: String?
    @Option(help: ArgumentHelp("How many lesions.", valueName: "number")) var count: String?
    @Option(help: ArgumentHelp("The largest lesion, in millimetres.", valueName: "number")) var sizeMm: String?
    @Option(help: ArgumentHelp("What was measured.", valueName: "number")) var value: String?
    @Option(help: ArgumentHelp("What else there is to say.", valueName: "text")) var note: String?

    /// Sets the event's columns from the options.
    func complete(_ event: inout EventMessage) throws {
        for (column, value) in said { try EventPhrase.set(column, of: &event, to: value) }
    }

    /// Whether no option is given.
    var isEmpty: Bool { said.isEmpty }

    private var said: [(EventPhrase.Column, String)] {
        let values: [(EventPhrase.Column, String?)] = [
            (.date, date), (.site, site), (.count, count), (.size, sizeMm), (.value, value), (.note, note),
        ]
        return values.compactMap { column, value in value.map { (column, $0) } }
    }
}
