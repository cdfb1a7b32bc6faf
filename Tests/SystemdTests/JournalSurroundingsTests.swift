import Glibc
import TestSupport
import Testing

@testable import Systemd

@Suite("Where records belong")
struct JournalSurroundingsTests {
    /// $JOURNAL_STREAM, standard error, executed by the manager, journald listening; and the way.
    @Test(
        arguments: [
            ("8:1", "8:1", false, true, JournalRoute.journald),
            ("8:1", "8:1", true, true, .journald),
            // Standard error sent to a file by the unit.
            ("8:1", "8:2", true, true, .journald),
            (nil, "8:2", true, true, .journald),
            // Standard error redirected by a shell within a service.
            ("8:1", "8:2", false, true, .standardError),
            // A terminal.
            (nil, "8:2", false, true, .standardError),
            (nil, nil, false, true, .standardError),
            // No journald: the call would report success and lose the record.
            ("8:1", "8:1", true, false, .standardError),
        ] as [(String?, String?, Bool, Bool, JournalRoute)])
    func `records go to journald only from a service, and only if it listens`(
        stream: String?, standardError: String?, started: Bool, listens: Bool, route: JournalRoute
    ) {
        let surroundings = JournalSurroundings(
            journalStream: stream, standardError: standardError, startedByManager: started, journaldListens: listens)
        #expect(surroundings.route == route)
    }

    @Test func `only a bound socket listens, not what one left behind`() throws {
        let directory = try TemporaryFolder()
        let path = directory.file("socket")
        #expect(JournalSurroundings.listens(path) == false)
        var receiver: DatagramReceiver? = try DatagramReceiver(path: path)
        #expect(receiver != nil)
        #expect(JournalSurroundings.listens(path))
        receiver = nil
        #expect(access(path, F_OK) == 0)
        // A process that another test is just starting holds the socket until it is another program.
        for _ in 0..<10_000 where JournalSurroundings.listens(path) { sched_yield() }
        #expect(JournalSurroundings.listens(path) == false)
        #expect(JournalSurroundings.listens(String(repeating: "a", count: 200)) == false)
    }

    @Test func `this process's surroundings are read from its variables and standard error`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let receiver = try DatagramReceiver(path: directory.file("socket"))
            var status = stat()
            try #require(fstat(STDERR_FILENO, &status) == 0)
            setenv("JOURNAL_STREAM", "\(status.st_dev):\(status.st_ino)", 1)
            setenv("SYSTEMD_EXEC_PID", "\(getpid())", 1)
            let service = JournalSurroundings.current(socketPath: directory.file("socket"))
            #expect(service.journalStream == service.standardError)
            #expect(service.startedByManager)
            #expect(service.journaldListens)
            #expect(service.route == .journald)
            setenv("SYSTEMD_EXEC_PID", "1", 1)
            unsetenv("JOURNAL_STREAM")
            #expect(JournalSurroundings.current(socketPath: directory.file("socket")).route == .standardError)
            _ = receiver
        }
    }
}
