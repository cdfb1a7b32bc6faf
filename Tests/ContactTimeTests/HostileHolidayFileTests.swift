import CivilCalendar
import ContactTime
import TestSupport
import Testing

@Suite("Hostile holiday files")
struct HostileHolidayFileTests {
    @Test(arguments: ["", "\r\n\r\n", "hello", "BEGIN:VCARD\r\n", "<html>", " BEGIN:VCALENDAR", "\u{0}\u{0}"])
    func `what is no calendar is refused in one fault`(text: String) {
        let file = HolidayFile(bytes: Array(text.utf8), file: "bank.ics", years: 2026...2026)
        #expect(file.faults.map(\.problem) == [.notCalendar])
        #expect(file.days.isEmpty)
    }

    @Test func `a file beyond the limit is not looked at`() {
        let bytes = HolidayText.calendar(HolidayText.event("DTSTART:20261225"))
        let padded = bytes + [UInt8](repeating: 10, count: HolidayFile.sizeLimit - bytes.count)
        #expect(HolidayFile(bytes: padded, file: "bank.ics", years: 2026...2026).listed == ["2026-12-25"])
        let larger = HolidayFile(bytes: padded + [10], file: "bank.ics", years: 2026...2026)
        #expect(larger.faults.map(\.problem) == [.tooLarge(limit: 1 << 20)])
        #expect(larger.days.isEmpty)
    }

    @Test func `the days of a file are bounded, however they are written`() {
        let long = HolidayText.event("DTSTART:20200101", "DTEND:20210101", "RRULE:FREQ=YEARLY")
        let file = HolidayText.read(long + long + long, years: 2020...2119)
        #expect(file.faults.map(\.problem) == [.tooManyDays(limit: 20_000)])
        let dates = Array(repeating: "20260101,20260102,20260103", count: 300).joined(separator: ",")
        let listed = HolidayText.read(
            ["BEGIN:VEVENT", "DTSTART:20260101"] + Array(repeating: "RDATE:" + dates, count: 100) + ["END:VEVENT"])
        #expect(listed.listed == ["2026-01-01", "2026-01-02", "2026-01-03"])
    }

    @Test func `a hundred years are followed and no more`() {
        let file = HolidayText.read(HolidayText.event("DTSTART:20000101", "RRULE:FREQ=YEARLY"), years: 2000...9999)
        #expect(file.days.count == 100)
        #expect(file.listed.last == "2099-01-01")
        let odd = HolidayText.read(HolidayText.event("DTSTART:20000101", "RRULE:FREQ=YEARLY"), years: .min ... .max)
        #expect(odd.faults == [])
    }

    @Test func `only so many faults are told of`() {
        let bad = (0..<50).flatMap { _ in HolidayText.event("DTSTART:x") }
        #expect(HolidayText.read(bad).faults.count == HolidayFile.faultLimit)
    }

    @Test func `an event is told of once, and what it quotes obeys nobody`() {
        let file = HolidayText.read(HolidayText.event("DTSTART:x", "RECURRENCE-ID:1", "no property", "EXRULE:x"))
        #expect(file.faults.map(\.line) == [5, 6])
        let dates = HolidayText.read(HolidayText.event("DTSTART:\u{1B}[2J\"é" + String(repeating: "9", count: 100)))
        let text = dates.faults.map(\.description).joined()
        #expect(text.contains("?[2J???999"))
        #expect(text.contains("9...\""))
        #expect(text.utf8.allSatisfy { 0x20...0x7E ~= $0 })
    }

    @Test func `cut anywhere, a file has a fault or the same days`() {
        let bytes = HolidayText.calendar(
            HolidayText.event("DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas")
                + HolidayText.event("DTSTART:20200101", "RRULE:FREQ=YEARLY;COUNT=9", "EXDATE:20270101"))
        let whole = HolidayFile(bytes: bytes, file: "bank.ics", years: 2026...2028)
        #expect(whole.faults == [])
        for length in 0..<bytes.count {
            let cut = HolidayFile(bytes: Array(bytes[..<length]), file: "bank.ics", years: 2026...2028)
            #expect(!cut.faults.isEmpty || cut.days == whole.days, "\(length)")
            #expect(cut.days.isSubset(of: whole.days))
        }
    }

    @Test func `broken anywhere, a file is read to an end and its faults name lines of it`() {
        let bytes = HolidayText.calendar(
            HolidayText.event("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227", "SUMMARY:x")
                + HolidayText.event("DTSTART:20200101", "RRULE:FREQ=YEARLY;UNTIL=20280101", "EXDATE:20270101"))
        var random = SplitMix64(seed: 1)
        let marks = Array(":;=,\"\r\n \t09TZPDWX\u{0}".utf8) + [0xFF]
        for _ in 0..<4_000 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<broken.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: broken[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
                case 1: broken.remove(at: place)
                default: broken.insert(marks[Int.random(in: 0..<marks.count, using: &random)], at: place)
                }
            }
            let lineCount = broken.count { $0 == 10 } + 1
            let file = HolidayFile(bytes: broken, file: "bank.ics", years: 2026...2028)
            #expect(file.faults.allSatisfy { 1...lineCount ~= ($0.line ?? 1) })
            #expect(file.days.count < 1_200)
        }
    }
}
