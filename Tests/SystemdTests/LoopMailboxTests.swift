import Glibc
import Systemd
import Testing

@Suite("A mailbox into the loop")
struct LoopMailboxTests {
    /// Runs work on a thread of its own and waits for its end.
    private static func onThread(_ work: @escaping @Sendable () -> Void) -> pthread_t {
        final class Work {
            let run: @Sendable () -> Void
            init(_ run: @escaping @Sendable () -> Void) { self.run = run }
        }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { userdata in
                Unmanaged<Work>.fromOpaque(userdata!).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(Work(work)).toOpaque())
        return thread
    }

    @Test func `messages of another thread arrive in order on the loop's thread`() throws {
        let loop = try EventLoop()
        let mailbox = try LoopMailbox<Int>()
        let loopThread = pthread_self()
        var seen: [Int] = []
        let source = try loop.addMailbox(mailbox) { number in
            #expect(pthread_equal(pthread_self(), loopThread) != 0)
            seen.append(number)
            if number == 1000 { loop.exit() }
        }
        defer { source.cancel() }
        let thread = Self.onThread { for number in 1...1000 { mailbox.send(number) } }
        #expect(try BoundedRun.of(loop) == 0)
        pthread_join(thread, nil)
        #expect(seen == Array(1...1000))
    }

    @Test func `a message sent before the mailbox joined the loop is not lost`() throws {
        let loop = try EventLoop()
        let mailbox = try LoopMailbox<String>()
        mailbox.send("early")
        var seen: [String] = []
        let source = try loop.addMailbox(mailbox) { seen.append($0) }
        defer { source.cancel() }
        #expect(try BoundedRun.readyNow(loop) == 1)
        #expect(seen == ["early"])
    }

    /// Whether another message comes while the failing one is handled.
    @Test(arguments: [false, true])
    func `an error in the handler leaves the later messages waiting, in order`(another: Bool) throws {
        let loop = try EventLoop()
        let mailbox = try LoopMailbox<Int>()
        var seen: [Int] = []
        let source = try loop.addMailbox(mailbox) { number in
            if number == 1 {
                if another { mailbox.send(4) }
                throw Planted(number: number)
            }
            seen.append(number)
        }
        defer { source.cancel() }
        for number in 1...3 { mailbox.send(number) }
        #expect(throws: Planted(number: 1)) { try loop.runOnce(timeoutMicroseconds: 0) }
        _ = try BoundedRun.readyNow(loop)
        #expect(seen == (another ? [2, 3, 4] : [2, 3]))
    }

    @Test func `a closure sent through a mailbox is called on the loop's thread`() throws {
        let loop = try EventLoop()
        let mailbox = try LoopMailbox<@Sendable () throws -> Void>()
        let source = try loop.addMailbox(mailbox) { try $0() }
        defer { source.cancel() }
        let loopThread = pthread_self()
        let thread = Self.onThread {
            mailbox.send(closure: {
                throw Planted(number: pthread_equal(pthread_self(), loopThread) != 0 ? 1 : 0)
            })
        }
        #expect(throws: Planted(number: 1)) { try BoundedRun.of(loop) }
        pthread_join(thread, nil)
    }
}
