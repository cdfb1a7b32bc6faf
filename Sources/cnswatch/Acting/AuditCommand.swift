import ArgumentParser

/// `cnswatch audit`: who read and did what.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who read and did what; and whether that record is whole.",
        usage: "cnswatch audit [--patient MRN] [--who USER] [--since DATE] [OPTION ...]\n"
            + "cnswatch audit verify [--anchor NUMBER:HASH]",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self], defaultSubcommand: AuditListCommand.self)
}
