import Foundation
import Glibc
import TestSupport
import Testing

/// A real service that is killed by SIGKILL between deciding and recording, with a real mail server and a real webhook receiver.
@Suite(
    "Killed between deciding and recording",
    .needs(.pythonPeers))
struct CrashScenarios {
    /// One kind of message that a receiver is to get once, and the identifiers under which it came.
    private typealias Told = [String: Set<String>]

    /// The words of `FailPoint`, which is not linked here.
    private static let words: [String] = {
        let root = URL(fileURLWithPath: PackageFolder.file("Sources"))
        for case let path as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
            guard path.hasSuffix("FailPoint.swift"),
                let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            else { continue }
            // A crash while an export is read keeps the service from reading it again: see DoubtedExportScenarios.
            return text.matches(of: /(?m)^    case (\w+)(?: = "(.+)")?$/).map { String($0.2 ?? $0.1) }
                .filter { $0 != "reading" }
        }
        return []
    }()

    /// Two evaluations make four messages.
    private static let points: [(String, Int)] = words.flatMap { word in
        (1...(["sending", "taken", "settling", "settled"].contains(word) ? 4 : 2)).map { (word, $0) }
    }

    @Test func `there are points to be killed at`() { #expect(CrashScenarios.words.count == 10) }

    @Test(arguments: CrashScenarios.points)
    func `after a start nothing is missing, and a second copy has the number of the first`(
        point: String, time: Int
    ) throws {
        let (mail, web) = (try MailServer(), try WebReceiver())
        let service = try service(mail, web, crashPoint: "\(point):\(time)")
        // The first import may have been as far as it came; where not, the emergency is.
        if service.isRunning { _ = try service.ask("record", "M1", "symptom", "seizure", "onset") }
        if service.isRunning {
            // What goes out in the background may have to come to the point yet, or never does.
            _ = try service.isSettled()
        }
        let wasKilled = !service.isRunning
        if wasKilled {
            #expect(service.wait().reason == .uncaughtSignal)
            try service.start()
        }
        #expect(wasKilled, "it never came to \(point) for the \(time). time")
        // Who saw no answer asks again, unless it is done.
        if try !service.ask("show", "M1").output.contains("seizure") {
            let record = try service.ask("record", "M1", "symptom", "seizure", "onset")
            #expect(record.status == 0, "\(record.talk)")
        }
        #expect(try service.isSettled())
        #expect(try web.requests.allSatisfy { $0.verdict == "verified" })
        // Two messages a receiver: that there is one identifier of each says that no copy has another.
        for told in [try byKind(mail.mails), try byKind(web.requests)] {
            #expect(Set(told.keys) == ["first import", "emergency"], "\(told)")
            #expect(told.values.allSatisfy { $0.count == 1 }, "\(told)")
        }
    }

    private func byKind(_ mails: [String]) throws -> Told {
        var told: Told = [:]
        for mail in mails {
            let id = try #require(mail.firstMatch(of: /Message-ID: <([^>]+)>/)).1
            told[mail.contains("emergency") ? "emergency" : "first import", default: []].insert(String(id))
        }
        return told
    }

    private func byKind(_ requests: [WebReceiver.Request]) throws -> Told {
        var told: Told = [:]
        for request in requests {
            told[request.body.contains("\"emergency\"") ? "emergency" : "first import", default: []].insert(request.id)
        }
        return told
    }

    private func service(_ mail: MailServer, _ web: WebReceiver, crashPoint: String) throws -> RunningService {
        let credentials = web.folder.path + "/credentials"
        try web.folder.write("credentials/lead-webhook", WebReceiver.secret + "\n")
        return try RunningService(
            patients: "mrn,family_name,clinic\nM1,Sentinel,North\n", events: WardService.events("", of: ["M1"]),
            zone: "UTC",
            further: """
                [mail]
                host = "127.0.0.1"
                port = \(mail.port)
                from = "cnswatch@example.org"
                [[receivers]]
                name = "nurses"
                mail = ["nurses@example.org"]
                [[receivers]]
                name = "lead"
                webhook = "http://127.0.0.1:\(web.port)/hook"
                webhook_credentials = ["lead-webhook"]
                [[routes]]
                name = "north"
                receivers = ["nurses", "lead"]
                """,
            variables: ["CREDENTIALS_DIRECTORY": credentials], crashPoint: crashPoint)
    }
}
