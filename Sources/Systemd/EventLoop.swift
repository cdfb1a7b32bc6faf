internal import CSystemd

/// A single-threaded event loop: it sleeps until a source is ready, calls that source's handler, and sleeps again.
///
/// Make, use and run it on one thread; `LoopMailbox` is the way in from others. Each turn serves one source, the most
/// urgent of those that are ready. The loop is its own, not libsystemd's per-thread default: nothing else in the
/// process can add to it or end it, and a test can run several side by side.
///
/// Closures written at the top level of `main.swift` are bound to the main actor in Swift 6 mode; write handlers
/// inside functions or types.
public final class EventLoop {
    let handle: OpaquePointer
    let failure = HandlerFailure()
    private var posted: [() throws -> Void] = []
    /// Made anew for each batch of posted work: libsystemd serves equals by how long they have been ready, and a deferred
    /// source that is kept counts as ready since it was made, so that it would go before everything else for ever.
    private var postSource: EventSource?

    /// Makes a loop with nothing on it.
    ///
    /// - Throws: `EventLoopError.creation`.
    public init() throws(EventLoopError) {
        var event: OpaquePointer?
        let made = sd_event_new(&event)
        guard made >= 0, let event else { throw .creation(ErrorNumber(made)) }
        handle = event
    }

    deinit {
        sd_event_unref(handle)
    }

    /// Serves events until `exit(code:)` is called, at once if it has been, and returns that code.
    ///
    /// - Throws: what a handler threw, as it was thrown. The loop and its sources are untouched by that: the caller
    ///   may end, or note the error and call `run()` again. `EventLoopError.turn` if waiting itself fails.
    public func run() throws -> Int32 {
        while true {
            if let code = exitCode { return code }
            _ = try turn(timeoutMicroseconds: .max)
        }
    }

    /// Serves at most one source, waiting for it no longer than the timeout.
    ///
    /// - Parameter timeoutMicroseconds: 0 serves only what is ready now; `UInt64.max` waits without bound.
    /// - Returns: whether there was something to do.
    /// - Throws: what the handler threw; `EventLoopError.ended` after the end; `.turn` if waiting itself fails.
    public func runOnce(timeoutMicroseconds: UInt64) throws -> Bool {
        if exitCode != nil { throw EventLoopError.ended }
        return try turn(timeoutMicroseconds: timeoutMicroseconds)
    }

    /// Has `run()` return this code after the present handler; no other handler runs before that.
    ///
    /// Work still posted is dropped. On a loop that has ended this does nothing: the first code stays.
    public func exit(code: Int32 = 0) {
        // Refused only after the end, or in a forked child, where no loop works anyway.
        _ = sd_event_exit(handle, code)
    }

    /// Runs the work soon: on a turn of its own, after the present handler, in the order posted.
    ///
    /// Work that is posted by posted work waits for a later turn, behind all sources of normal priority that were ready when
    /// the first was posted, so that others get their turn.
    ///
    /// - Throws: `EventLoopError.registration` after the end.
    public func post(_ work: @escaping () throws -> Void) throws(EventLoopError) {
        try schedulePosted()
        posted.append(work)
    }

    /// Pings the service manager's watchdog from this loop, at a fitting pace, for as long as the loop turns.
    ///
    /// - Returns: false if the unit has no WatchdogSec= (WATCHDOG_USEC and WATCHDOG_PID are unset or not ours).
    /// - Throws: `EventLoopError.watchdog` if the variables are malformed.
    public func enableWatchdog() throws(EventLoopError) -> Bool {
        let enabled = sd_event_set_watchdog(handle, 1)
        guard enabled >= 0 else { throw .watchdog(ErrorNumber(enabled)) }
        return enabled > 0
    }

    private var exitCode: Int32? {
        guard sd_event_get_state(handle) == Int32(SD_EVENT_FINISHED) else { return nil }
        var code: Int32 = 0
        return sd_event_get_exit_code(handle, &code) >= 0 ? code : nil
    }

    private func turn(timeoutMicroseconds: UInt64) throws -> Bool {
        let served = sd_event_run(handle, timeoutMicroseconds)
        // First the handler's error: the turn that called the handler is otherwise a success.
        if let error = failure.take() { throw error }
        guard served >= 0 else { throw EventLoopError.turn(ErrorNumber(served)) }
        return served > 0
    }

    private func schedulePosted() throws(EventLoopError) {
        guard postSource == nil else { return }
        postSource = try addDeferred { [weak self] in try self?.runPosted() }
    }

    private func runPosted() throws {
        postSource = nil
        var batch = posted[...]
        posted = []
        defer {
            // What an error left undone keeps its place before what was posted meanwhile.
            if !batch.isEmpty { posted.insert(contentsOf: batch, at: 0) }
        }
        while let work = batch.popFirst() {
            do {
                try work()
            } catch {
                if !batch.isEmpty { try schedulePosted() }
                throw error
            }
        }
    }
}
