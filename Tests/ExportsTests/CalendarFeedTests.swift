import ControlInterface
import Exports
import Foundation
import TestSupport
import Testing

@Suite("The work-list as a calendar")
struct CalendarFeedTests {
    private static func feed(
        _ rows: [ExportRow], after last: String? = nil, asOf: String = "2026-11-25",
        naming: PatientNaming = .pseudonyms, clinic: String? = "North", notices: [Notice] = []
    ) throws -> String {
        var memory = FeedMemory()
        if let last {
            try Array(last.utf8).withUnsafeBytes { try memory.take($0) }
            try memory.end()
        }
        var feed = CalendarFeed(clinic: clinic, naming: naming, continuing: memory)
        let page = ExportSamples.page(rows, asOf: asOf, notices: notices)
        return String(decoding: feed.text(of: rows, on: page) + feed.end(), as: UTF8.self)
    }

    private static func count(_ line: String, in feed: String) -> Int {
        feed.components(separatedBy: line + "\r\n").count - 1
    }

    @Test func `a feed, and the one that continues it, say what the golden files hold`() throws {
        let feed = try Self.feed(ExportSamples.rows, notices: [ExportSamples.notice])
        try GoldenFile("feed.ics").hold(feed)
        let moved = ExportSamples.row(item: ExportSamples.item(due: "2026-12-03"))
        let next = try Self.feed([moved], after: feed, asOf: "2026-11-26")
        try GoldenFile("feed-next.ics").hold(next)
    }

    @Test func `lines end in CR LF and have 75 octets at most, and none is cut within a character`() throws {
        var row = ExportSamples.row()
        row.row.familyName = String(repeating: "é€😀", count: 60)
        let feed = try Self.feed([row], naming: .recordNumbers(system: "x"))
        let bytes = Data(feed.utf8)
        for line in feed.components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 75 && !line.contains("\n"))
        }
        #expect(String(data: bytes, encoding: .utf8) == feed && !feed.contains("\u{FFFD}"))
        #expect(feed.replacing("\r\n ", with: "").contains(row.row.familyName))
    }

    @Test func `what has not changed is written as it stood, on any day`() throws {
        let first = try Self.feed(ExportSamples.rows)
        let next = try Self.feed(ExportSamples.rows, after: first)
        #expect(next == first)
        let later = try Self.feed(ExportSamples.rows, after: first, asOf: "2026-11-27")
        #expect(later.replacing("2026-11-27", with: "2026-11-25") == first)
    }

    @Test func `what is no longer owed is withdrawn once, stays so for a time, and says nothing of the patient`() throws
    {
        let naming = PatientNaming.recordNumbers(system: "x")
        let first = try Self.feed([ExportSamples.plain], naming: naming)
        #expect(first.contains("Sample") && Self.count("SEQUENCE:0", in: first) == 1)
        let second = try Self.feed([], after: first, asOf: "2026-11-26", naming: naming)
        #expect(Self.count("STATUS:CANCELLED", in: second) == 1 && Self.count("SEQUENCE:1", in: second) == 1)
        #expect(!second.contains("Sample") && !second.contains("00aa11bb22cc") && !second.contains("M1"))
        let third = try Self.feed([], after: second, asOf: "2026-11-27", naming: naming)
        #expect(third.replacing("2026-11-27", with: "2026-11-26") == second)
        #expect(try Self.feed([], after: third, asOf: "2027-02-24").contains("CANCELLED"))
        let last = try Self.feed([], after: third, asOf: "2027-02-25")
        #expect(!last.contains("VEVENT") && last.contains("BEGIN:VTIMEZONE"))
    }

    @Test func `what is owed again takes up its place with a higher sequence`() throws {
        let first = try Self.feed([ExportSamples.row()])
        let second = try Self.feed([], after: first, asOf: "2026-11-26")
        let third = try Self.feed([ExportSamples.row()], after: second, asOf: "2026-11-27")
        #expect(Self.count("SEQUENCE:2", in: third) == 1 && !third.contains("CANCELLED"))
        #expect(third.contains("DTSTAMP:20261127T000000Z"))
    }

    @Test func `a moved date keeps its identifier, and another occasion has another`() throws {
        func uids(_ feed: String) -> [String] { feed.matches(of: /UID:(.*)\r\n/).map { String($0.1) } }
        let first = try Self.feed([ExportSamples.row()])
        let moved = try Self.feed([ExportSamples.row(item: ExportSamples.item(due: "2026-12-05"))], after: first)
        #expect(uids(moved) == uids(first) && Self.count("SEQUENCE:1", in: moved) == 1)
        let done = try Self.feed(
            [ExportSamples.row(item: ExportSamples.item(due: "2027-03-01", anchor: "2026-12-01"))], after: moved)
        #expect(Set(uids(done)).count == 2 && Self.count("STATUS:CANCELLED", in: done) == 1)
        let named = try Self.feed([ExportSamples.row()], naming: .recordNumbers(system: "x"))
        #expect(uids(named) == uids(first))
    }

    @Test func `no name reaches a calendar by pseudonyms, whatever the rows hold`() throws {
        let feed = try Self.feed([ExportSamples.plain])
        #expect(!feed.contains("Sample") && !feed.contains("M1") && feed.contains("00aa11bb22cc"))
    }

    @Test func `a text of a roster ends no line`() throws {
        let row = ExportSamples.row(clinic: "N\r\nEND:VCALENDAR\u{85}\u{2028}\\;,\u{1}")
        let feed = try Self.feed([row], naming: .recordNumbers(system: "x"), clinic: row.row.clinic)
        #expect(Self.count("END:VCALENDAR", in: feed) == 1)
        #expect(feed.contains("NAME:CNS follow-up: N \\nEND:VCALENDAR  \\\\\\;\\, \r\n"))
    }

    @Test(arguments: [1, 2, 7, 64, 100_000])
    func `a feed is remembered, in pieces of any size`(size: Int) throws {
        let first = try Self.feed(ExportSamples.rows)
        var memory = FeedMemory()
        let bytes = Array(first.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try memory.take($0) }
        }
        try memory.end()
        var feed = CalendarFeed(clinic: "North", naming: .pseudonyms, continuing: memory)
        let page = ExportSamples.page(ExportSamples.rows)
        #expect(String(decoding: feed.text(of: page.rows, on: page) + feed.end(), as: UTF8.self) == first)
    }

    @Test func `a feed whose clinic has gone keeps its name`() throws {
        var memory = FeedMemory()
        try Array(Self.feed([ExportSamples.row()], clinic: "A; B").utf8).withUnsafeBytes { try memory.take($0) }
        try memory.end()
        var feed = CalendarFeed(continuing: memory, naming: .pseudonyms)
        let text = String(decoding: feed.text(of: [], on: ExportSamples.page([])) + feed.end(), as: UTF8.self)
        #expect(text.contains("\r\nX-WR-CALNAME:CNS follow-up: A\\; B\r\n") && text.contains("CANCELLED"))
    }

    @Test(
        arguments: [
            ("North", "North.ics"), ("", "no-clinic.ics"), ("no-clinic", "no-clinic-61ed5a6c.ics"),
            ("../../etc/passwd", "clinic-etc-passwd-"), ("North East", "North-East-"), (".hidden", "clinic-hidden-"),
            ("Süd", "S-d-"), (String(repeating: "x", count: 300), String(repeating: "x", count: 60) + "-"),
        ])
    func `a file's name is the clinic's, as far as it makes one`(clinic: String, name: String) {
        let made = FeedName.name(ofClinic: clinic)
        #expect(made.hasPrefix(name.replacing("61ed5a6c.ics", with: "")) && made.hasSuffix(".ics"))
        #expect(!made.contains("/") && !made.hasPrefix(".") && made.utf8.count < 100)
    }

    @Test func `clinics whose names are alike have files of their own`() {
        let clinics = [
            "North East", "North-East", "North_East", "North/East", "no-clinic", "", "-North", "North", "North-",
        ]
        #expect(Set(clinics.map(FeedName.name)).count == clinics.count)
    }
}
