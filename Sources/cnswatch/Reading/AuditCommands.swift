import ArgumentParser
import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import SecureHash
import Terminal
import Varlink

/// `cnswatch audit`: shows who read and did what.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who read and did what; and whether that record is whole.",
        usage: "cnswatch audit [--patient MRN] [--who USER] [--since DATE] [OPTION ...]\n"
            + "cnswatch audit verify [--anchor NUMBER:HASH]",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self], defaultSubcommand: AuditListCommand.self)
}

/// `cnswatch audit list`: the rows of the trail; also what `cnswatch audit` alone runs.
struct AuditListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Who read and did what, oldest first; this is what audit alone does.",
        usage: "cnswatch audit list [--patient MRN] [--who USER] [OPTION ...]")

    @OptionGroup var service: ServiceOptions
    @Option(help: ArgumentHelp("Only this patient.", valueName: "MRN")) var patient: String?
    @Option(help: ArgumentHelp("Only this user.", valueName: "user")) var who: String?
    @Option(help: ArgumentHelp("Only from this day on.", valueName: "YYYY-MM-DD"), transform: AsOf.day)
    var since: CivilDate?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            if output == .table { try ClinicZone.adopt(from: connection) }
            var whole = AuditPage(entries: [], headNumber: 0, headHash: "")
            let request = AuditRequest(patient: patient, user: who, since: since?.description)
            try AuditPages.forEach(of: request, over: connection) { page in
                whole.entries += page.entries
                (whole.headNumber, whole.headHash) = (page.headNumber, page.headHash)
            }
            try write(whole)
        }
    }

    private func write(_ trail: AuditPage) throws {
        try output.render(trail, rows: trail.entries) {
            let table = TextTable(of: trail.entries, width: TerminalSize.ofStandardOutput?.columns)
            if !table.isEmpty { try Pager.write(table.lines) }
            try StandardOutput.flush()
            let rows = Pluralised(trail.entries.count, "row")
            StandardError.say("\(rows); the trail ends with row \(trail.headNumber).")
        }
    }
}

/// `cnswatch audit verify`: checks that the trail is unchanged.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Whether every row of the audit trail is what it was; names the first that is not.",
        discussion: """
            The hashes are worked out here, not by the service. Somebody who may write the trail can also write all of it \
            anew: that is found with an anchor, the number and hash of a row that were noted elsewhere. The service \
            writes one to the journal every day.

            The exit status is 65 where a row is not what it was.
            """)

    @OptionGroup var service: ServiceOptions
    @Option(
        help: ArgumentHelp("A row's number and hash, as noted elsewhere.", valueName: "NUMBER:HASH"),
        transform: AuditVerifyCommand.anchor)
    var anchor: AuditAnchor?

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            var chain = AuditChain(verifying: anchor)
            do {
                try AuditPages.forEach(of: AuditRequest(), over: connection) { page in
                    for report in page.entries { try chain.follow(try AuditEntry(report)) }
                }
                try chain.end()
            } catch let finding as AuditFinding {
                throw Failure(.faultyData, "\(finding)")
            }
            let rows = Pluralised(Int(chain.head?.number ?? 0), "row")
            let end = chain.head.map { ", the last \($0)" } ?? ""
            let held = anchor.map { "; row \($0.number) is as it was noted" } ?? ""
            try StandardOutput.line("sound: \(rows)\(end)\(held)")
        }
    }

    private static func anchor(_ text: String) throws -> AuditAnchor {
        do {
            return try AuditAnchor(text)
        } catch {
            throw ValidationError("\(error).")
        }
    }
}

extension AuditEntry {
    /// The row of a report; one without a valid hash, user or number cannot be a row that the service wrote.
    fileprivate init(_ report: AuditEntryReport) throws {
        guard let previous = Digest(report.previous), let hash = Digest(report.hash),
            let uid = UInt32(exactly: report.uid)
        else { throw AuditFinding.wrongHash(Int64(report.number)) }
        self.init(
            number: Int64(report.number),
            draft: AuditDraft(
                at: report.at, uid: uid, user: report.user, verb: report.verb, patient: report.patient,
                item: report.item, detail: report.detail, before: report.before, after: report.after,
                reason: report.reason, action: report.action.map { Int64($0) }),
            previous: previous, hash: hash)
    }
}

/// The pages of the audit trail.
enum AuditPages {
    /// Fetches the requested rows page after page, oldest first.
    static func forEach(
        of request: AuditRequest, over connection: ClientConnection, _ body: (AuditPage) throws -> Void
    ) throws {
        var request = request
        while true {
            let page: AuditPage = try ServiceOptions.ask(connection, "Audit", request)
            try body(page)
            guard let next = page.next else { return }
            request.after = next
        }
    }
}
