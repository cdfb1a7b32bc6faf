import Delivery
import Foundation
import Testing

@Suite(
    "Alerts to a real Alertmanager",
    .enabled(
        if: AlertmanagerPrograms.areUsable,
        "CNSWATCH_TEST_ALERTMANAGER names no folder with Debian's prometheus-alertmanager, or it cannot run here"))
final class AlertmanagerTests {
    private let peer: Peer
    private let folder: String
    private let port: Int
    private let now = Int(Date().timeIntervalSince1970)

    init() throws {
        var template = Array("/tmp/cnswatch-test-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        try "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"
            .write(toFile: folder + "/alertmanager.yml", atomically: false, encoding: .utf8)
        peer = try AlertmanagerPrograms.start(
            [
                "--config.file=\(folder)/alertmanager.yml", "--storage.path=\(folder)/data",
                "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=",
            ])
        // It says which port it was given.
        var found: Int?
        while found == nil {
            let match = try peer.line().firstMatch(of: /msg="Listening on" address=127\.0\.0\.1:(\d+)/)
            found = match.flatMap { Int($0.1) }
        }
        port = try #require(found)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func channel() throws -> AlertmanagerChannel {
        try AlertmanagerChannel(address: WebAddress("http://127.0.0.1:\(port)"))
    }

    /// The alerts that are active, as `amtool` tells them.
    private func active() throws -> [[String: Any]] {
        let tool = Process()
        let output = Pipe()
        tool.executableURL = URL(fileURLWithPath: AlertmanagerPrograms.folder + "/usr/bin/amtool")
        tool.arguments = ["--alertmanager.url=http://127.0.0.1:\(port)", "alert", "query", "-o", "json"]
        tool.standardInput = FileHandle.nullDevice
        tool.standardOutput = output
        try tool.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        tool.waitUntilExit()
        try #require(tool.terminationStatus == 0)
        return try #require(try JSONSerialization.jsonObject(with: text) as? [[String: Any]])
    }

    @Test func `an alert that is posted is active, posted again it is one, and with an end it is over`() throws {
        let labels = ["alertname": "CnswatchOverdue", "severity": "warning", "clinic": "Łódź"]
        let alert = ActiveAlert(labels: labels, annotations: ["summary": "3 overdue"], startsAt: now - 600)
        let deliverer = Deliverer()
        for _ in 0..<2 { #expect(deliverer.post([alert], to: try channel()) == .accepted) }
        let active = try active()
        #expect(active.map { $0["labels"] as? [String: String] } == [labels])
        #expect((active.first?["annotations"] as? [String: String])?["summary"] == "3 overdue")
        let text = try #require(active.first?["startsAt"] as? String)
        let start = try Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect(Int(start.timeIntervalSince1970) == now - 600)
        let ended = ActiveAlert(labels: labels, startsAt: now - 600, endsAt: now - 1)
        #expect(deliverer.post([ended], to: try channel()) == .accepted)
        #expect(try self.active().isEmpty)
    }

    @Test func `a message shows as an alert`() throws {
        let message = OutgoingMessage(
            id: "drill-1", at: now, kind: .drill, priority: .info, title: "a test", route: "r", receiver: "pager")
        #expect(Deliverer().send(message, over: .alertmanager(try channel()), now: now) == .accepted)
        let alert = try #require(try active().first)
        #expect((alert["labels"] as? [String: String])?["message"] == "drill-1")
        #expect((alert["annotations"] as? [String: String])?["summary"] == "[DRILL] a test")
    }

    @Test func `what an Alertmanager does not take is refused`() throws {
        let nameless = ActiveAlert(labels: ["no label": "x"], startsAt: now)
        #expect(Deliverer().post([nameless], to: try channel()) == .refused(reason: .web(status: 400)))
        #expect(try active().isEmpty)
    }
}
