import Glibc
import Synchronization
import Systemd
import Testing

@Suite("A thread that does jobs")
struct WorkerThreadTests {
    private final class Log: Sendable {
        let entries = Mutex<[Int]>([])
        let threads = Mutex<Set<UInt>>([])
        func note(_ number: Int) {
            entries.withLock { $0.append(number) }
            threads.withLock { _ = $0.insert(UInt(pthread_self())) }
        }
        var all: [Int] { entries.withLock { $0 } }
    }

    /// A gate that a job waits at until the test opens it.
    private final class Gate: Sendable {
        nonisolated(unsafe) private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        init() { sem_init(semaphore, 0, 0) }
        func open() { sem_post(semaphore) }
        func pass() { while sem_wait(semaphore) != 0 {} }
    }

    @Test func `jobs are done in order on one thread that is not the sender's`() throws {
        let log = Log()
        let done = Gate()
        let worker = try WorkerThread<Int> {
            { number in
                log.note(number)
                if number == 1_000 { done.open() }
            }
        }
        for number in 1...1_000 { worker.send(number) }
        done.pass()
        worker.end()
        #expect(log.all == Array(1...1_000))
        let threads = log.threads.withLock { $0 }
        #expect(threads.count == 1 && !threads.contains(UInt(pthread_self())))
    }

    @Test func `the end waits for the job under way and drops the others`() throws {
        let log = Log()
        let (begun, gate) = (Gate(), Gate())
        let worker = try WorkerThread<Int> {
            { number in
                begun.open()
                gate.pass()
                log.note(number)
            }
        }
        for number in 1...3 { worker.send(number) }
        begun.pass()
        gate.open()
        gate.open()
        gate.open()
        worker.end()
        worker.send(4)
        #expect(log.all.first == 1 && !log.all.contains(4))
        let after = log.all
        // Once is enough; a second end has nothing to wait for.
        worker.end()
        #expect(log.all == after)
    }

    @Test func `it takes no signals`() throws {
        let blocked = Log()
        let done = Gate()
        let worker = try WorkerThread<Int> {
            { number in
                var mask = sigset_t()
                pthread_sigmask(SIG_BLOCK, nil, &mask)
                if sigismember(&mask, SIGTERM) == 1, sigismember(&mask, SIGHUP) == 1 { blocked.note(number) }
                done.open()
            }
        }
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        worker.send(7)
        done.pass()
        worker.end()
        #expect(blocked.all == [7])
        #expect(sigismember(&before, SIGSEGV) == 0)
    }
}
