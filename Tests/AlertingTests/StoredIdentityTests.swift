import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance
import Testing

@testable import Alerting

/// What the store keeps of alerting and compares later: the same in every process, and never changed once it has shipped.
@Suite("Stored identities of alerting")
struct StoredIdentityTests {
    private func routes(clinics: [String] = ["North", "East: 2"]) throws -> [Route] {
        let (seven, ten) = (try #require(TimeOfDay("07:00")), try #require(TimeOfDay("22:00")))
        return [
            Route(
                name: "north",
                matcher: Matcher(
                    clinics: clinics, clinicians: ["Dr A"], urgencies: [.urgent, .soon], items: [.brainMRI]),
                receivers: ["nurses", "lead"], digest: DigestTime(at: seven),
                quiet: QuietHours(from: ten, to: seven, alsoOnDaysOff: true),
                escalation: [
                    EscalationStep(.unowned, for: 5, receivers: ["lead"]),
                    EscalationStep(.overdue, for: 2, receivers: []),
                ], repeatAfter: 10),
            Route(name: "rest", receivers: ["nurses"]),
        ]
    }

    private func calendar(_ weekend: [Weekday]) throws -> WorkingCalendar {
        var days: Set<Weekday> = []
        for day in weekend { days.insert(day) }
        return try WorkingCalendar(weekend: days, holidays: [try day("2026-12-25"), try day("2026-01-06")])
    }

    @Test func `the fingerprint of routes and working days is this one in every process`() throws {
        let fingerprint = try #require(RoutingFingerprint(of: try routes(), try calendar([.saturday, .sunday])))
        #expect(fingerprint.routes == "fef9af2176f05db2")
        #expect(fingerprint.calendar == "1bf9f93729be949c")
    }

    @Test func `the text behind the fingerprint is this one`() throws {
        #expect(
            try routes().map(\.stableText) == [
                "route 5:north; clinics 5:North 7:East: 2; clinicians 4:Dr A; urgencies 6:urgent 4:soon; "
                    + "items 9:brain-mri; receivers 6:nurses 4:lead; digest 07:00; quiet 22:00 07:00 days-off; "
                    + "step unowned 5 4:lead; step overdue 2; repeat 10",
                "route 4:rest; clinics; clinicians; urgencies; items; receivers 6:nurses",
            ])
        #expect(try calendar([.sunday, .saturday]).stableText == "saturday sunday ; 2026-01-06 2026-12-25")
    }

    @Test func `a weekend of any order has one fingerprint`() throws {
        let all = try (0..<32).map { number in
            var weekend: Set<Weekday> = []
            // Sets of other capacities list their members in other orders.
            weekend.reserveCapacity(1 << (number % 12))
            for day in number % 2 == 0 ? [Weekday.friday, .saturday, .sunday] : [.sunday, .saturday, .friday] {
                weekend.insert(day)
            }
            return RoutingFingerprint(of: try routes(), try WorkingCalendar(weekend: weekend, holidays: []))
        }
        #expect(Set(all).count == 1)
    }

    @Test func `other routes and other holidays have other fingerprints, each its own`() throws {
        let weekend = try calendar([.saturday, .sunday])
        let one = try #require(RoutingFingerprint(of: try routes(), weekend))
        let other = try #require(RoutingFingerprint(of: try routes(clinics: ["North", "East", "2"]), weekend))
        #expect(one.routes != other.routes)
        #expect(one.calendar == other.calendar)
        let longer = try #require(RoutingFingerprint(of: try routes(), try calendar([.friday, .saturday, .sunday])))
        #expect(one.routes == longer.routes)
        #expect(one.calendar != longer.calendar)
        #expect(RoutingFingerprint(of: [], weekend) == nil)
    }

    @Test(
        arguments: [
            (Delay.digest, "digest", nil), (.quiet, "quiet", nil), (.cap, "cap", nil), (.silence(3), "silence", "3"),
            (.booked(PartialDate("2026-05") ?? PartialDate(.earliest)), "booked", "2026-05"),
            (
                .heldBack(until: CivilDate("2026-05-01") ?? .earliest, "snooze by anna, act 17"), "held-back",
                "2026-05-01 snooze by anna, act 17"
            ),
        ] as [(Delay?, String, String?)])
    func `a delay is stored as a kind and a detail, and read back`(delay: Delay?, kind: String, detail: String?) throws
    {
        let delay = try #require(delay)
        #expect(delay.kind.rawValue == kind)
        #expect(delay.detail == detail)
        #expect(Delay(try #require(Delay.Kind(rawValue: kind)), detail: detail) == delay)
    }

    @Test(
        arguments: [
            (Delay.Kind.digest, "1"), (.silence, nil), (.silence, "three"), (.booked, "soon"),
            (.heldBack, "2026-05-01"),
            (.heldBack, "2026-13-01 x"),
        ] as [(Delay.Kind, String?)])
    func `a kind with a detail that is not its own is no delay`(kind: Delay.Kind, detail: String?) {
        #expect(Delay(kind, detail: detail) == nil)
    }

    @Test func `every step is read back from its word`() {
        let steps = NotificationStage.allCases.map { AlertStep.stage($0) } + [.escalation(2), .repetition(13)]
        #expect(steps.suffix(2).map(\.word) == ["step-2", "repeat-13"])
        for step in steps { #expect(AlertStep(word: step.word) == step) }
    }

    @Test(arguments: [
        "", "step-", "step-0", "step-02", "step--1", "step-1x", "repeat", "Fell-due", "step-99999999999999999999",
    ])
    func `other words are no step`(word: String) {
        #expect(AlertStep(word: word) == nil)
    }
}
