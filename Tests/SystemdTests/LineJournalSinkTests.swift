import Glibc
import Testing

@testable import Systemd

@Suite("A record as a line")
struct LineJournalSinkTests {
    private static func line(_ message: String, _ fields: [JournalField] = []) -> String {
        LineJournalSink.line(JournalRecord(.warning, message, fields: fields, origin: JournalOrigin()))
    }

    @Test func `a line has the level, the message and the fields`() {
        let fields = [JournalField("CNSWATCH_FILE", "events.csv"), JournalField("CNSWATCH_ROW", "812")]
        #expect(
            Self.line("a row was refused", fields)
                == "WARNING a row was refused CNSWATCH_FILE=events.csv CNSWATCH_ROW=812\n")
    }

    /// Value and how it is shown.
    @Test(arguments: [
        ("", "\"\""), ("a b", "\"a b\""), ("say \"a\"", #""say \"a\"""#), ("a\nb", #""a\nb""#), ("a\\b", #""a\\b""#),
        ("\u{1b}[2J", #""\u{1b}[2J""#), ("é", "é"), ("a=b", "a=b"), ("a\"", #""a\"""#),
    ])
    func `a value that is no plain word is quoted and escaped`(value: String, shown: String) {
        #expect(Self.line("m", [JournalField("X", value)]) == "WARNING m X=\(shown)\n")
    }

    @Test(arguments: ["a\nERROR b", "a\r\nb", "a\u{2028}b", "a\u{1b}[2Jb", "a\u{202e}b", "a\u{0}b"])
    func `a message stays on its line and cannot steer the terminal`(message: String) {
        let line = Self.line(message)
        #expect(line.unicodeScalars.filter { "\n\r\u{2028}\u{1b}\u{202e}\u{0}".unicodeScalars.contains($0) } == ["\n"])
        #expect(line.hasSuffix("\n"))
    }

    @Test func `each record is one line on the descriptor`() throws {
        let pair = try SocketPair()
        let sink = LineJournalSink(descriptor: pair.near)
        Journal(sink: sink).write(.emergency, "first")
        Journal(sink: sink).write(.debug, "second")
        #expect(SocketPair.receive(pair.far) == "EMERGENCY first\nDEBUG second\n")
    }

    @Test func `a descriptor that takes nothing does not hold the writer up`() throws {
        let pair = try SocketPair()
        while write(pair.near, "x", 1) == 1 {}
        LineJournalSink(descriptor: pair.near).write(
            JournalRecord(.error, "dropped", origin: JournalOrigin()))
        LineJournalSink(descriptor: -1).write(JournalRecord(.error, "dropped", origin: JournalOrigin()))
        #expect(SocketPair.receive(pair.far)?.contains("dropped") == false)
    }
}
