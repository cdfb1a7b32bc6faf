import Glibc

/// A thread that does one thing and ends. It takes no signals: those belong to whoever started it.
struct PieceThread: Sendable {
    private final class Beginning: Sendable {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    private let thread: pthread_t

    /// Starts the thread; nil where the system has none left.
    init?(_ work: @escaping @Sendable () -> Void) {
        let beginning = Unmanaged.passRetained(Beginning(work))
        var every = sigset_t()
        var before = sigset_t()
        sigfillset(&every)
        pthread_sigmask(SIG_SETMASK, &every, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Beginning>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, beginning.toOpaque())
        guard code == 0 else {
            beginning.release()
            return nil
        }
        self.thread = thread
    }

    /// Waits for its end.
    func join() { pthread_join(thread, nil) }
}
