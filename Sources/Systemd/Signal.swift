internal import Glibc

/// A signal a service listens to or ignores; signal(7).
public enum Signal: CaseIterable, Sendable {
    /// SIGHUP: read the configuration again.
    case hangUp
    /// SIGINT: the operator's Ctrl-C.
    case interrupt
    /// SIGTERM: the service manager asks the service to stop.
    case terminate
    /// SIGPIPE: a write to a closed pipe or socket.
    case brokenPipe
    /// SIGUSR1, free for the program's use.
    case user1
    /// SIGUSR2, free for the program's use.
    case user2

    var number: Int32 {
        switch self {
        case .hangUp: SIGHUP
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .brokenPipe: SIGPIPE
        case .user1: SIGUSR1
        case .user2: SIGUSR2
        }
    }

    /// Blocks the signal in the calling thread, and in every thread it starts from then on.
    func block() -> ErrorNumber? {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        // This call returns its error; it does not set errno.
        let refused = pthread_sigmask(SIG_BLOCK, &set, nil)
        return refused == 0 ? nil : ErrorNumber(refused)
    }

    /// Makes the whole process ignore the signal; an executed child inherits that.
    ///
    /// For `.brokenPipe`: a peer that disconnects then shows as EPIPE from the write, instead of killing the process.
    public func ignore() {
        _ = signal(number, SIG_IGN)
    }
}
