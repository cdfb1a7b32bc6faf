import ArgumentParser

/// `cnswatch alerts`: what receivers are told, and whether it arrives.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "The messages to receivers, and how far each came; or a test of the way.",
        usage: "cnswatch alerts [--failed] [--limit N] [-o FORMAT]\ncnswatch alerts drill ROUTE",
        subcommands: [AlertsListCommand.self, AlertsDrillCommand.self], defaultSubcommand: AlertsListCommand.self)
}
