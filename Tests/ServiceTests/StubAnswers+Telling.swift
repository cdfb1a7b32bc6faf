import ControlInterface
import JSONText
import Varlink

/// What the stub says of who is told.
extension StubAnswers {
    static let messages = [
        MessageReport(
            number: 9, at: 1_793_520_300, receiver: "navigators", kind: "digest", priority: "notice", items: 12,
            state: "waiting", attempts: 0, nextAttempt: 1_793_520_301),
        MessageReport(
            number: 8, at: 1_793_520_200, receiver: "admin", kind: "service", priority: "warning", items: 0,
            line: "=The export is old.", state: "waiting", attempts: 2, nextAttempt: 1_793_520_400,
            reason: "the host does not answer"),
        MessageReport(
            number: 7, at: 1_793_520_100, receiver: "navigators", kind: "escalation", priority: "error", items: 1,
            state: "dead", attempts: 1, reason: "550 no such mailbox", settledAt: 1_793_520_101),
        MessageReport(
            number: 6, at: 1_793_520_000, receiver: "navigators", kind: "news", priority: "critical", items: 1,
            state: "accepted", attempts: 1, reason: "250 queued", settledAt: 1_793_520_001),
    ]

    /// The messages, or those that a channel did not take.
    static func alerts(_ parameters: JSONObject) throws -> StubService.Answer {
        let request = try AlertsRequest(json: parameters)
        let asked = request.failed == true ? Array(messages[1...2]) : messages
        return .reply(
            AlertsReport(messages: Array(asked.prefix(request.limit ?? 100)), waiting: 1, notices: [notice]))
    }

    static let next = NextReport(
        tellings: [
            TellingReport(
                at: 1_793_520_600, receiver: "navigators", items: 3, worst: "urgent", delay: "with the digest"),
            TellingReport(at: 1_793_520_700, receiver: "admin", items: 1, worst: "routine"),
        ],
        turns: [
            TurnReport(date: "2026-11-24", opening: 2, due: 1, overdue: 0),
            TurnReport(date: "2026-11-25", opening: 0, due: 0, overdue: 4),
        ], notices: [])

    static let routeTest = RouteTestPage(
        asOf: "2026-11-23",
        rows: [
            RouteTestReport(
                item: "brain-mri", route: "north", receiver: "navigators", step: "news", at: "2026-11-24 07:00",
                matches: true, why: "quiet hours"),
            RouteTestReport(
                item: "brain-mri", route: "east", receiver: "east-desk", step: "news", at: "2026-11-23 18:30",
                matches: false, why: "the clinic is North"),
        ], notices: [])

    static let silences = SilencesReport(silences: [
        SilenceReport(
            silence: 3, at: 1_793_520_000, who: "anna", clinics: ["North", "East"], clinicians: [], urgencies: [],
            items: ["mammogram"], until: "2026-12-05", reason: "scanner out of order"),
        SilenceReport(
            silence: 4, at: 1_793_520_100, who: "ben", clinics: [], clinicians: [], urgencies: [], items: [],
            until: "2026-11-24", reason: "moving"),
    ])

    static let sent = [
        SentReport(
            receiver: "navigators", route: "north", item: "brain-mri", step: "due", due: "2026-11-01",
            why: "newly due", delay: "quiet hours", notBefore: 1_793_520_000, message: 6, messageState: "accepted"),
        SentReport(
            receiver: "lead", route: "north", item: "brain-mri", step: "step-1", due: "2026-11-01",
            why: "unowned for 2 working days", notBefore: 1_793_520_000, settled: "anna owns it"),
        SentReport(
            receiver: "lead", route: "north", item: "brain-mri", step: "step-2", due: "2026-11-01",
            why: "overdue for 1 working day", delay: "with the digest", notBefore: 1_793_606_400),
    ]

    /// A drill of the one route there is.
    static func drill(_ parameters: JSONObject) throws -> StubService.Answer {
        if try DrillRequest(json: parameters).route == "north" { return .reply(DrillReport(messages: [10, 11])) }
        return .fail(
            VarlinkError("org.cnswatch.Control.RouteNotFound", ["routes": ["north", "at-night"]]))
    }

    /// The end of the one silence there is.
    static func endSilence(_ parameters: JSONObject) throws -> StubService.Answer {
        try EndSilenceRequest(json: parameters).silence == 3
            ? .reply(EmptyReport()) : .fail(VarlinkError("org.cnswatch.Control.SilenceNotFound"))
    }

    /// The methods about who is told.
    static var telling: [String: (JSONObject) throws -> StubService.Answer] {
        [
            "Alerts": alerts, "Next": { _ in .reply(next) }, "RouteTest": { _ in .reply(routeTest) }, "Drill": drill,
            "Silence": { _ in .reply(SilenceOutcome(silence: 5, until: "2026-12-07")) }, "EndSilence": endSilence,
            "Silences": { _ in .reply(silences) },
        ]
    }
}
