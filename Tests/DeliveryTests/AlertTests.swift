import Delivery
import Testing

@Suite("Alerts")
struct AlertTests {
    private func body(_ alerts: [ActiveAlert], _ address: String = "http://127.0.0.1:9093") throws -> String {
        String(
            decoding: try AlertmanagerChannel(address: WebAddress(address)).body(for: alerts), as: UTF8.self)
    }

    @Test func `alerts are written in order of their labels, without empty ones, with times in UTC`() throws {
        let alert = ActiveAlert(
            labels: ["severity": "warning", "alertname": "A", "empty": ""], annotations: ["summary": "a \"b\""],
            startsAt: Samples.moment)
        let ended = ActiveAlert(labels: ["alertname": "B"], startsAt: 0, endsAt: Samples.moment)
        #expect(
            try body([alert, ended]) == #"[{"labels":{"alertname":"A","severity":"warning"},"#
                + #""annotations":{"summary":"a \"b\""},"startsAt":"2026-05-01T07:05:09Z"},"#
                + #"{"labels":{"alertname":"B"},"annotations":{},"startsAt":"1970-01-01T00:00:00Z","#
                + #""endsAt":"2026-05-01T07:05:09Z"}]"#)
    }

    @Test func `a message as an alert is known by its identifier, and a drill is marked`() {
        let alert = ActiveAlert(Samples.message(kind: .drill))
        #expect(
            alert.labels == [
                "alertname": "CnswatchMessage", "severity": "warning", "kind": "drill", "route": "breast clinic",
                "receiver": "coordinator", "message": "outbox-42.1",
            ])
        #expect(alert.annotations["summary"] == "[DRILL] 2 items to look at")
        #expect(
            alert.annotations["description"]?.split(separator: "\n").map(String.init) == [
                "brain-mri overdue, days late: 28, urgency: soon, patient p-7f3a9c, due 2026-03-20, latest 2026-04-03: "
                    + "no owner for 10 working days",
                "treatment-decision due, urgency: urgent, patient p-00d1e5, Łucja O'Neill <née Núñez>, due 2026-05-01, "
                    + "latest 2026-05-08: first told", "and 3 more, all routine",
            ])
    }

    @Test func `nothing to post is nothing to do`() throws {
        // Port 1 is not listened on: any attempt would fail.
        let channel = try AlertmanagerChannel(address: WebAddress("http://127.0.0.1:1"))
        #expect(Deliverer().post([], to: channel) == .accepted)
    }
}
