import Glibc

/// What a write to a closed connection does to a process by default: it ends it.
///
/// With `CURLOPT_NOSIGNAL` libcurl leaves that to its caller, and its TLS library writes without asking for silence.
enum BrokenPipe {
    /// Does the work while this thread takes no SIGPIPE, and throws away one that the work raised.
    static func silenced<Value>(_ work: () -> Value) -> Value {
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        var pending = sigset_t()
        sigpending(&pending)
        let wasPending = sigismember(&pending, SIGPIPE) == 1
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &pipe, &before)
        defer {
            if !wasPending {
                var atOnce = timespec()
                while sigtimedwait(&pipe, nil, &atOnce) == -1, errno == EINTR {}
            }
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return work()
    }
}
