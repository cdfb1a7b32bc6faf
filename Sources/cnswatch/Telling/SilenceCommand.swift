import ArgumentParser

/// `cnswatch silence`: what is not told for a time.
struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Have a clinic, a clinician, an item or an urgency told of only later.",
        usage: "cnswatch silence --clinic North --until DAY --reason TEXT\n"
            + "cnswatch silence list\ncnswatch silence end NUMBER",
        subcommands: [SilenceAddCommand.self, SilenceListCommand.self, SilenceEndCommand.self],
        defaultSubcommand: SilenceAddCommand.self)
}
