internal import Glibc
internal import Synchronization

/// A thread that runs jobs one after the other, in the order they were sent, and sleeps in between.
///
/// It takes no signals: those belong to the loop. The objects that the jobs use are created on the thread and stay
/// there, so they need not be thread-safe. Results return through a `LoopMailbox`.
public final class WorkerThread<Job: Sendable>: Sendable {
    private struct Queue {
        var jobs: [Job] = []
        var isEnding = false
    }

    /// What the thread retains. Not the worker itself: releasing the worker ends the thread.
    private final class Desk: Sendable {
        let queue = Mutex(Queue())
        nonisolated(unsafe) let waiting: UnsafeMutablePointer<sem_t>

        init() {
            waiting = .allocate(capacity: 1)
            sem_init(waiting, 0, 0)
        }

        deinit {
            sem_destroy(waiting)
            waiting.deallocate()
        }

        /// Waits for the next job; nil once there will be none.
        func next() -> Job? {
            while sem_wait(waiting) != 0 {}
            return queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
        }
    }

    private let desk: Desk
    private let thread: pthread_t

    /// Starts the thread.
    ///
    /// - Parameter make: called on the thread; returns the closure that runs a job.
    /// - Throws: `WorkerThreadError` if the system has no thread left.
    public init(_ make: @escaping @Sendable () -> (Job) -> Void) throws(WorkerThreadError) {
        let desk = Desk()
        let beginning = Unmanaged.passRetained(
            ThreadBeginning {
                let work = make()
                while let job = desk.next() { work(job) }
            })
        var every = sigset_t()
        var before = sigset_t()
        sigfillset(&every)
        // A fault of the thread's own would pass over its handler if it were blocked.
        for fault in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { sigdelset(&every, fault) }
        pthread_sigmask(SIG_SETMASK, &every, &before)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadBeginning>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, beginning.toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard code == 0 else {
            beginning.release()
            throw .start(ErrorNumber(code))
        }
        self.desk = desk
        self.thread = thread
    }

    /// Queues a job; from any thread, never waiting. After `end()` it is dropped.
    public func send(_ job: Job) {
        let isTaken = desk.queue.withLock { queue in
            if queue.isEnding { return false }
            queue.jobs.append(job)
            return true
        }
        if isTaken { sem_post(desk.waiting) }
    }

    /// Drops the jobs not yet begun, waits for the running one, and ends the thread. Call it once, not from the
    /// thread itself.
    public func end() {
        let isFirst = desk.queue.withLock { queue in
            defer {
                queue.jobs = []
                queue.isEnding = true
            }
            return !queue.isEnding
        }
        guard isFirst else { return }
        sem_post(desk.waiting)
        pthread_join(thread, nil)
    }
}

/// Signals a worker thread that its current work is no longer wanted: one thread sets it, a different one reads it.
public final class StopFlag: Sendable {
    private let flag = Atomic(false)

    /// A flag that is not set.
    public init() {}

    /// Whether the flag was set.
    public var isSet: Bool { flag.load(ordering: .relaxed) }

    /// Sets the flag; it cannot be cleared.
    public func set() { flag.store(true, ordering: .relaxed) }
}

/// What a new thread starts with; not generic, because a C function cannot be.
final class ThreadBeginning: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Why a thread could not be started.
public enum WorkerThreadError: SystemdError, Hashable {
    /// The system has no thread left to give.
    case start(ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .start(let number): "a thread cannot be started: \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .start: "raise the service's limit on tasks (TasksMax=), or free memory"
        }
    }
}
