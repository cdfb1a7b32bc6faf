import ControlInterface
import JSONText
import Testing

/// The messages of alerting: each has the members that the description names, and comes back as it was sent.
@Suite("The messages of alerting")
struct AlertingMessageTests: DescribedMessages {
    private static let message = MessageReport(
        number: 7, at: 1_793_520_000, receiver: "navigator-north", kind: "service", priority: "warning", items: 0,
        line: "The export is old.", state: "waiting", attempts: 2, nextAttempt: 1_793_520_060, reason: "timed out",
        settledAt: 1_793_520_061)
    private static let silence = SilenceReport(
        silence: 3, at: 1_793_520_000, who: "anna", clinics: ["North"], clinicians: ["Dr Sample"],
        urgencies: ["routine"], items: ["mammogram"], until: "2026-12-05", reason: "scanner out of order")
    private static let telling = TellingReport(
        at: 1_793_520_000, receiver: "navigator-north", items: 2, worst: "urgent", delay: "quiet until 07:00")
    private static let turn = TurnReport(date: "2026-11-24", opening: 3, due: 2, overdue: 1)
    private static let tested = RouteTestReport(
        item: "brain-mri", route: "north", receiver: "navigator-north", step: "step-2", at: "2026-11-24 07:00",
        matches: true, why: "the clinic is North")
    private static let sent = SentReport(
        receiver: "navigator-north", route: "north", item: "brain-mri", step: "news", due: "2026-11-01",
        why: "first told", delay: "quiet until 07:00", notBefore: 1_793_520_000, message: 7, messageState: "accepted",
        settled: "somebody owns it")
    private static let notice = Notice(kind: "delivery", message: "Mail is refused.")

    @Test func `every type has the members that the description names, and comes back as it was`() throws {
        try hold(Self.message, against: members("type MessageReport (").first)
        try hold(Self.silence, against: members("type SilenceReport (").first)
        try hold(Self.telling, against: members("type TellingReport (").first)
        try hold(Self.turn, against: members("type TurnReport (").first)
        try hold(Self.tested, against: members("type RouteTestReport (").first)
        try hold(Self.sent, against: members("type SentReport (").first)
    }

    @Test func `every reading method asks and answers in the members that the description names`() throws {
        let alerts = try members("method Alerts(")
        try hold(AlertsRequest(failed: true, limit: 20), against: alerts.first)
        try hold(AlertsReport(messages: [Self.message], waiting: 4, notices: [Self.notice]), against: alerts.last)
        let next = try members("method Next(")
        try hold(NextRequest(days: 7), against: next.first)
        try hold(
            NextReport(tellings: [Self.telling], turns: [Self.turn], notices: [Self.notice]), against: next.last)
        let test = try members("method RouteTest(")
        try hold(RouteTestRequest(patient: "M1", at: "2026-11-24 07:00"), against: test.first)
        try hold(
            RouteTestPage(asOf: "2026-11-23", rows: [Self.tested], notices: [Self.notice]), against: test.last)
        let silences = try members("method Silences() -> (")
        #expect(silences.first == [])
        try hold(SilencesReport(silences: [Self.silence]), against: silences.last)
    }

    @Test func `every acting method asks and answers in the members that the description names`() throws {
        let drill = try members("method Drill(")
        try hold(DrillRequest(route: "north"), against: drill.first)
        try hold(DrillReport(messages: [7, 8]), against: drill.last)
        let silence = try members("method Silence(")
        try hold(
            SilenceRequest(
                clinics: ["North"], clinicians: ["Dr Sample"], urgencies: ["routine"], items: ["visit"], until: "2w",
                reason: "scanner out of order"), against: silence.first)
        try hold(SilenceOutcome(silence: 3, until: "2026-12-05"), against: silence.last)
        let end = try members("method EndSilence(")
        try hold(EndSilenceRequest(silence: 3), against: end.first)
        try hold(EmptyReport(), against: end.last)
    }

    @Test func `errors have the members that the description names`() throws {
        try hold(RouteNotFoundReport(routes: ["north", "all"]), against: errorMembers("RouteNotFound"))
        #expect(try errorMembers("SilenceNotFound") == [])
    }

    @Test func `a question names only what is wanted`() throws {
        #expect(try object(AlertsRequest()).keys == [])
        #expect(try object(NextRequest()).keys == [])
        #expect(try object(RouteTestRequest(patient: "M1")).keys == ["patient"])
        let silence = SilenceRequest(items: ["visit"], until: "2w", reason: "r")
        #expect(try object(silence).keys == ["items", "until", "reason"])
    }

    @Test func `an answer says null for what there is not, so that every key is there`() throws {
        let message = MessageReport(
            number: 1, at: 0, receiver: "r", kind: "news", priority: "info", items: 1, state: "accepted", attempts: 1)
        #expect(try object(message).keys == object(Self.message).keys)
        #expect(try MessageReport(json: try object(message)) == message)
        let sent = SentReport(
            receiver: "r", route: "a", item: "visit", step: "news", due: "2026-11-01", why: "first told", notBefore: 0)
        #expect(try object(sent).keys == object(Self.sent).keys)
        #expect(try SentReport(json: try object(sent)) == sent)
    }

    @Test func `numbers that are none are named, without their value`() throws {
        let error = #expect(throws: MessageError.self) { try DrillReport(json: ["messages": ["secret"]]) }
        #expect(error?.member == "messages" && error?.description.contains("secret") == false)
    }
}
