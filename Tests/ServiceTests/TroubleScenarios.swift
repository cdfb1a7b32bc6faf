import Foundation
import Glibc
import TestSupport
import Testing

/// The service's own troubles, with a real service, a real mail server and a real web server.
@Suite(
    "The service's own troubles",
    .needs(.pythonPeers))
struct TroubleScenarios {
    private func service(_ port: Int, _ further: String = "", admins: String = "admins") throws -> RunningService {
        try RunningService(
            patients: "mrn,family_name,clinic\nM1,Sentinel,North\n", events: WardService.events("", of: ["M1"]),
            zone: "UTC",
            further: """
                [mail]
                host = "127.0.0.1"
                port = \(port)
                from = "cnswatch@example.org"
                [[receivers]]
                name = "nurses"
                mail = ["nurses@example.org"]
                [[receivers]]
                name = "admins"
                mail = ["admins@example.org"]
                [[routes]]
                name = "north"
                receivers = ["nurses"]
                [service]
                receivers = [\(admins.isEmpty ? "" : "\"\(admins)\"")]
                \(further)
                """)
    }

    private func mails(to receiver: String, _ mails: [String]) -> [String] {
        mails.filter { $0.hasPrefix("\(receiver)@example.org\n") }
    }

    /// Waits until a message was tried in vain.
    private func waitForTry(_ service: RunningService) throws {
        for _ in 0..<600 {
            if try service.ask("alerts", "--failed", "-o", "ndjson").output.contains("\"attempts\":1") { return }
            usleep(50_000)
        }
        Issue.record("nothing was tried")
    }

    /// A program that changes a store, then holds it locked until it is killed.
    private func lock(_ service: RunningService) throws -> Process {
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("UPDATE message SET next_attempt = 0")
            c.execute("BEGIN IMMEDIATE")
            open(sys.argv[2], "w").close()
            sys.stdin.read()
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Tool.python.path())
        let mark = service.folder.path + "/locked"
        process.arguments = ["-c", script, service.folder.path + "/state/cnswatch.sqlite", mark]
        process.standardInput = Pipe()
        try process.run()
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: mark) { usleep(50_000) }
        return process
    }

    @Test func `a store that cannot be written is told past it, once, and no message goes out again and again`() throws
    {
        let down = try MailServer()
        let port = down.port
        down.stop()
        let service = try service(port)
        try waitForTry(service)
        let sink = try MailServer(port: port)
        let lock = try lock(service)
        // The mail of the first import is taken now, and the store cannot note that.
        _ = try service.ask("reload")
        let told = try sink.wait(for: 2)
        #expect(mails(to: "nurses", told).count == 1, "\(told)")
        let trouble = try #require(mails(to: "admins", told).first)
        #expect(trouble.contains("-store-") && trouble.contains("nothing new can be noted"), "\(trouble)")
        // Somebody acts meanwhile: it is not done, they are told so, and nobody gets another mail for it.
        let record = try service.ask("record", "M1", "symptom", "seizure", "onset")
        #expect(record.status != 0, "\(record.output)")
        #expect(try sink.mails.count == 2)
        kill(lock.processIdentifier, SIGKILL)
        lock.waitUntilExit()
        let again = try service.ask("record", "M1", "symptom", "seizure", "onset")
        #expect(again.status == 0, "\(again.talk)")
        let all = try sink.wait(for: 4)
        #expect(mails(to: "admins", all).last?.contains("can be again") == true, "\(all)")
        #expect(mails(to: "nurses", all).count == 2, "the first import and the emergency: \(all)")
        #expect(try service.log.contains("the store can be written again"))
        #expect(try !service.ask("alerts", "-o", "json").output.contains("\"state\":\"waiting\""))
    }

    @Test func `the heartbeat waits until all is handed over, holds nothing, and where nobody answers that is told`()
        throws
    {
        let (down, web) = (try MailServer(), try WebReceiver())
        let port = down.port
        down.stop()
        let service = try service(port, "heartbeat_url = \"http://127.0.0.1:\(web.port)/ping/s3cret\"")
        try waitForTry(service)
        #expect(try web.requests.isEmpty, "the mail of the first import waits")
        _ = service.end(with: SIGKILL)
        let sink = try MailServer(port: port)
        let lock = try lock(service)
        kill(lock.processIdentifier, SIGKILL)
        lock.waitUntilExit()
        try service.start()
        let beats = try web.wait(for: 1)
        #expect(beats.map(\.head) == ["GET /ping/s3cret"] && beats[0].body.isEmpty, "\(beats)")
        try web.answer(503)
        _ = try service.ask("reload")
        let told = try sink.wait(for: 2)
        #expect(mails(to: "admins", told).first?.contains("heartbeat is not answered") == true, "\(told)")
        try web.answer(200)
        _ = try service.ask("reload")
        for _ in 0..<600 where try !service.log.contains("the heartbeat is answered again") { usleep(50_000) }
        #expect(try service.log.contains("the heartbeat is answered again"))
        #expect(try !service.log.contains("s3cret"), "the address is a secret")
    }

    @Test func `where nobody would hear of troubles, the start, the status and the check say so`() throws {
        let sink = try MailServer()
        let service = try service(sink.port, admins: "")
        #expect(try service.log.contains("No receiver is named below [service]"))
        #expect(try service.ask("status").output.contains("No receiver is named below [service]"))
        let check = try service.ask("check")
        #expect(check.status == 1 && check.output.contains("no receiver below [service]"), "\(check.output)")
        // Who reads a list has other worries.
        #expect(try !service.ask("due").talk.contains("[service]"))
    }

    @Test func `a clinic that no route is about is told, and is in the status and the check`() throws {
        let sink = try MailServer()
        let service = try RunningService(
            patients: "mrn,family_name,clinic,clinician\nM1,Sentinel,north,Dr A\n",
            events: WardService.events("", of: ["M1"]), zone: "UTC",
            further: """
                [mail]
                host = "127.0.0.1"
                port = \(sink.port)
                from = "cnswatch@example.org"
                [[receivers]]
                name = "nurses"
                mail = ["nurses@example.org"]
                [[routes]]
                name = "north"
                clinics = ["North"]
                receivers = ["nurses"]
                [service]
                receivers = ["nurses"]
                """)
        let mails = try sink.wait(for: 1)
        #expect(mails.count == 1 && mails[0].contains("the clinic north, Dr A"), "\(mails)")
        #expect(
            try service.ask("status").output.contains("No route is about patients of the clinic north, Dr A: nobody"))
        let check = try service.ask("check")
        #expect(check.status == 1 && check.output.contains("patients are on no route"), "\(check.output)")
        // As the last resort whoever looks after the service has a place in the trial of routes.
        _ = try service.ask("record", "M1", "symptom", "seizure", "onset")
        let trial = try service.ask("route", "test", "M1")
        #expect(trial.output.contains("nurses") && trial.output.contains("service"), "\(trial.output)")
        #expect(try sink.wait(for: 2).last?.contains("emergency") == true)
    }

    @Test func `an emergency that is given up makes the check critical`() throws {
        let web = try WebReceiver()
        try web.answer(404)
        let credentials = web.folder.path + "/credentials"
        try web.folder.write("credentials/hook", WebReceiver.secret)
        let service = try RunningService(
            patients: "mrn,family_name,clinic\nM1,Sentinel,North\n",
            events: WardService.events("M1,\(WardService.day(0)),symptom,seizure,onset,,,,\n", of: ["M1"]), zone: "UTC",
            further: """
                [[receivers]]
                name = "nurses"
                webhook = "http://127.0.0.1:\(web.port)/hook"
                webhook_credentials = ["hook"]
                [[routes]]
                name = "north"
                receivers = ["nurses"]
                """, variables: ["CREDENTIALS_DIRECTORY": credentials])
        var check = try service.ask("check", "--ignore-emergencies")
        for _ in 0..<600 where check.status != 2 {
            usleep(50_000)
            check = try service.ask("check", "--ignore-emergencies")
        }
        #expect(check.output.contains("an emergency was given up"), "\(check.output)")
        #expect(
            try service.ask("due").talk.contains("An emergency was given up in the last week and not told to nurses"))
    }
}
