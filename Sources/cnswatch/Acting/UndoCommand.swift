import ArgumentParser
import ControlInterface

/// `cnswatch undo`: the way back.
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo an act; it stays in the record, as undone.",
        usage: "cnswatch undo ACT --reason TEXT",
        discussion: "The numbers of a patient's acts: cnswatch show MRN. To bring an act back, undo its undoing.")

    @Argument(help: "The number of the act.") var act: Int
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ActingOptions

    func run() throws {
        try Failure.reporting {
            try options.perform("Undo", UndoRequest(act: act, reason: reason, dryRun: options.asksForDryRun))
        }
    }
}
