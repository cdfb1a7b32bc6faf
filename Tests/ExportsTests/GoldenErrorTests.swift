import Exports
import TestSupport
import Testing

@Suite("Golden errors of the standard formats")
struct GoldenErrorTests {
    private static func fault(of text: String) -> FeedFault? {
        var memory = FeedMemory()
        do throws(FeedFault) {
            for byte in text.utf8 {
                try withUnsafePointer(to: byte) { (pointer) throws(FeedFault) in
                    try memory.take(UnsafeRawBufferPointer(start: pointer, count: 1))
                }
            }
            try memory.end()
            return nil
        } catch {
            return error
        }
    }

    private static let head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//cnswatch//follow-up//EN\r\n"

    @Test func `every error says what the golden file holds`() throws {
        let texts = [
            ("foreign", "BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n"),
            ("cutShort", Self.head + "BEGIN:VEVENT\r\n"),
            ("lineTooLong", Self.head + "NAME:" + String(repeating: "x", count: 20_000)),
            ("unusableEvent", Self.head + "BEGIN:VEVENT\r\nUID:1@elsewhere\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        ]
        let samples = try texts.map { name, text in
            let text = "\(try #require(Self.fault(of: text), "\(name)"))"
            return ErrorSample(name, text, remedy: String(text.split(separator: "; ").last ?? ""))
        }
        #expect(
            Set(samples.map(\.name)) == (try EnumCases(of: "FeedFault", in: "Exports").names))
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("the standard formats", samples)
        try GoldenFile().hold(document)
    }

    @Test(
        arguments: [
            "", "\n", "hello", head, head + "END:VCALENDAR", head + "END:VCALENDAR\r\nBEGIN:VEV",
            head + "BEGIN:VEVENT\r\nUID:+0000000000000000000000000000000@cnswatch\r\nDTSTAMP:20261125T000000Z\r\n"
                + "SEQUENCE:0\r\nDTSTART;VALUE=DATE:20261125\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            head + "BEGIN:VEVENT\r\nUID:00000000000000000000000000000000@cnswatch\r\nDTSTAMP:20261325T000000Z\r\n"
                + "SEQUENCE:0\r\nDTSTART;VALUE=DATE:20261125\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            head + "BEGIN:VEVENT\r\nUID:00000000000000000000000000000000@cnswatch\r\nDTSTAMP:20261125T000000Z\r\n"
                + "SEQUENCE:99999999999\r\nDTSTART;VALUE=DATE:20261125\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        ])
    func `what is no whole feed is never taken for one`(text: String) {
        #expect(Self.fault(of: text) != nil)
    }
}
