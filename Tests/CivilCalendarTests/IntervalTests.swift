import CivilCalendar
import Testing

@Suite("Interval")
struct IntervalTests {
    @Test(arguments: ["0d", "1d", "28d", "6w", "24m", "999d", "-28d"])
    func `an interval prints as it is written`(text: String) throws {
        #expect(try #require(Interval(text)).description == text)
    }

    @Test(arguments: ["", "d", "6", "6x", "6 w", "1000d", "w6", "--1d", "-d", "６w", "6W", "1.5m", "+6w"])
    func `any other text is no interval`(text: String) {
        #expect(Interval(text) == nil)
    }

    @Test func `an interval fits into eight bytes, with room for its absence`() {
        #expect(MemoryLayout<Interval?>.size <= 8)
    }
}
