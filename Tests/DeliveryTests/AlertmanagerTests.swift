import Delivery
import Foundation
import TestSupport
import Testing

@Suite(
    "Alerts to a real Alertmanager",
    .needs(.alertmanager))
struct AlertmanagerTests {
    private let peer: Peer
    private let folder: TemporaryFolder
    private let port: Int
    private let now = Int(Date().timeIntervalSince1970)

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("alertmanager.yml", "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
        peer = try AlertmanagerTests.start([
            "--config.file=\(folder.file("alertmanager.yml"))", "--storage.path=\(folder.file("data"))",
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

    /// Starts the Alertmanager, which reads its templates from where its package would have put them, and from nowhere else:
    /// where it is merely unpacked, it alone sees its files in place of the machine's.
    private static func start(_ arguments: [String]) throws -> Peer {
        let program = try Tool.alertmanager.path()
        let root = String(program.dropLast("/usr/bin/prometheus-alertmanager".count))
        if root.isEmpty { return try Peer(program, arguments, readingErrors: true) }
        let script = #"mount --bind "$0/usr/share" /usr/share && exec "$0/usr/bin/prometheus-alertmanager" "$@""#
        return try Peer(
            "/usr/bin/unshare", ["--map-root-user", "--mount", "sh", "-c", script, root] + arguments,
            readingErrors: true)
    }

    private func channel() throws -> AlertmanagerChannel {
        try AlertmanagerChannel(address: WebAddress("http://127.0.0.1:\(port)"))
    }

    /// The alerts that are active, as `amtool` tells them.
    private func active() throws -> [[String: Any]] {
        let tool = try Tool.alertmanager.path().replacing("/prometheus-alertmanager", with: "/amtool")
        let query = ["--alertmanager.url=http://127.0.0.1:\(port)", "alert", "query", "-o", "json"]
        let outcome = try Program.run(tool, query)
        try #require(outcome.status == 0, "\(outcome.talk)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
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
