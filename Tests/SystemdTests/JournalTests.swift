import Glibc
import TestSupport
import Testing

@testable import Systemd

@Suite("The journal")
struct JournalTests {
    private static let kind: Identifier128 = "7fcd7a3ed6bf485281152e799100ac8e"

    private static func record(_ message: String, _ fields: [JournalField] = []) -> JournalRecord {
        JournalRecord(
            .warning, message, messageID: kind, fields: fields,
            origin: JournalOrigin(file: "Room/File.swift", line: 7, function: "f()"))
    }

    @Test func `a sink gets what was written, with the place it was written at`() throws {
        let sink = CollectingSink()
        let fields = [JournalField("CNSWATCH_COUNT", "3")]
        Journal(sink: sink).write(.notice, "imported", messageID: Self.kind, fields: fields)
        let written = try #require(sink.records.first)
        #expect(sink.records.count == 1)
        #expect(written.priority == .notice)
        #expect(written.message == "imported")
        #expect(written.messageID == Self.kind)
        #expect(written.fields == fields)
        #expect(written.origin.file == "SystemdTests/JournalTests.swift")
        #expect(written.origin.line > 1)
    }

    @Test func `priorities have syslog's numbers`() {
        #expect(JournalPriority.allCases.map(\.rawValue) == Array(0...7))
        #expect(JournalPriority.emergency.rawValue == Int(LOG_EMERG))
        #expect(JournalPriority.error.rawValue == Int(LOG_ERR))
        #expect(JournalPriority.debug.rawValue == Int(LOG_DEBUG))
    }

    @Test func `an entry has the fields of systemd.journal-fields`() {
        let record = Self.record("refused\ntwice", [JournalField("CNSWATCH_FILE", "a=b"), JournalField("X1", "")])
        #expect(
            NativeJournalSink.assignments(record, identifier: "cnswatch") == [
                "MESSAGE=refused\ntwice", "PRIORITY=4", "MESSAGE_ID=7fcd7a3ed6bf485281152e799100ac8e",
                "SYSLOG_IDENTIFIER=cnswatch", "CODE_FILE=Room/File.swift", "CODE_LINE=7", "CODE_FUNC=f()",
                "CNSWATCH_FILE=a=b", "X1=",
            ])
    }

    @Test(arguments: ["A", "CNSWATCH_COUNT", "A1_", String(repeating: "A", count: 64)])
    func `a name journald takes is taken`(name: String) throws {
        #expect(try JournalFieldName(name).description == name)
    }

    @Test(arguments: ["", "_PID", "1A", "a", "A-B", "A B", "A=B", "Ä", "A\n", String(repeating: "A", count: 65)])
    func `a name journald would drop is refused`(name: String) {
        #expect(throws: JournalFieldNameError.malformed(name)) { try JournalFieldName(name) }
    }

    @Test(arguments: ["MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER", "CODE_FILE", "CODE_LINE", "CODE_FUNC"])
    func `a name every record sets itself is refused`(name: String) {
        #expect(throws: JournalFieldNameError.reserved(name)) { try JournalFieldName(name) }
    }

    @Test(.needs(.root))
    func `entries reach journald's socket whole, line feeds and all`() async {
        await #expect(processExitsWith: .success) {
            try #require(UnlistedCalls.hideRun())
            mkdir("/run/systemd", 0o755)
            mkdir("/run/systemd/journal", 0o755)
            let journald = try DatagramReceiver(path: JournalSurroundings.socketPath)
            setenv("SYSTEMD_EXEC_PID", "\(getpid())", 1)
            let journal = Journal.ofThisProcess(identifier: "cnswatch")
            journal.write(.error, "two\nlines", messageID: Self.kind, fields: [JournalField("CNSWATCH_COUNT", "3")])
            let datagram = try #require(journald.next())
            // The journal's own form: a value with a line feed follows its name and its length in eight bytes.
            #expect(datagram.contains("MESSAGE\n\u{9}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}two\nlines\n"))
            #expect(datagram.contains("\nPRIORITY=3\n"))
            #expect(datagram.contains("\nMESSAGE_ID=7fcd7a3ed6bf485281152e799100ac8e\n"))
            #expect(datagram.contains("\nSYSLOG_IDENTIFIER=cnswatch\n"))
            #expect(datagram.hasSuffix("\nCNSWATCH_COUNT=3\n"))
            #expect(journald.next() == nil)
        }
    }

    @Test(.needs(.root))
    func `an entry journald refuses goes to the fallback`() async {
        await #expect(processExitsWith: .success) {
            try #require(UnlistedCalls.hideRun())
            mkdir("/run/systemd", 0o755)
            mkdir("/run/systemd/journal", 0o755)
            // A stream socket in its place refuses datagrams.
            let wrong = try UnixSocket.bound(to: JournalSurroundings.socketPath, kind: SOCK_STREAM)
            let fallback = CollectingSink()
            NativeJournalSink(identifier: "cnswatch", fallback: fallback).write(Self.record("kept"))
            #expect(fallback.records.map(\.message) == ["kept"])
            close(wrong)
        }
    }
}
