import RosterModel
import Testing

@Suite("How much of a roster may vanish")
struct ShrinkGuardTests {
    @Test(arguments: [
        (1, 0.5, true), (0, 0.25, true), (3, 0, false), (2, 1, true), (0, -1, true), (0, .nan, true), (2, 0.5, false),
    ])
    func `a share of the patients may vanish`(vanished: Int, share: Double, isLet: Bool) throws {
        let shrink = ShrinkGuard(maximumVanishedShare: share)
        if isLet {
            try shrink.check(vanished: vanished, of: 3)
        } else {
            let error = #expect(throws: RosterShrunk.self) { try shrink.check(vanished: vanished, of: 3) }
            #expect(
                error?.description.hasPrefix("the roster: \(vanished) of 3 patients are missing; at most ") == true)
        }
        try shrink.check(vanished: 0, of: 0)
    }

    @Test(arguments: [(100, 79, true), (100, 80, false), (99, 0, false), (1_000, 0, true), (100, 500, false)])
    func `a share of the events may vanish, once there are a hundred`(before: Int, now: Int, isRefused: Bool) throws {
        let shrink = ShrinkGuard(maximumVanishedShare: 0.2)
        if isRefused {
            #expect(throws: RosterShrunk.self) { try shrink.check(previousEvents: before, currentEvents: now) }
        } else {
            try shrink.check(previousEvents: before, currentEvents: now)
        }
    }
}
