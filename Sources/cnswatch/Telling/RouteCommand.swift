import ArgumentParser

/// `cnswatch route`: who is told of what.
struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Try out who would be told of a patient.", subcommands: [RouteTestCommand.self])
}
