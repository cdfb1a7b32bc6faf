internal import CSystemd
internal import Glibc

/// A single-threaded event loop: it sleeps until a source is ready, calls that source's handler, and sleeps again.
///
/// Create, use and run it on one thread; `LoopMailbox` is the way in from others. Each turn serves one source, the
/// most urgent of those that are ready. The loop is separate from libsystemd's per-thread default: nothing else in
/// the process can add to it or end it, and a test can run several side by side.
///
/// Closures written at the top level of `main.swift` are bound to the main actor in Swift 6 mode; write handlers
/// inside functions or types.
public final class EventLoop {
    let handle: OpaquePointer
    let failure = HandlerFailure()
    private var posted: [() throws -> Void] = []
    /// Created again for each batch of posted work. libsystemd serves sources of equal priority by how long they have
    /// been ready, and a deferred source that is kept counts as ready since its creation: it would always go before
    /// everything else.
    private var postSource: EventSource?

    /// Makes an empty loop.
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

    /// Serves events until `exit(code:)` is called, at once if it already was, and returns that code.
    ///
    /// - Throws: what a handler threw, unchanged. The loop and its sources stay intact: the caller may end, or note
    ///   the error and call `run()` again. `EventLoopError.turn` if waiting itself fails.
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

    /// Makes `run()` return this code after the present handler; no other handler runs before that.
    ///
    /// Work still posted is dropped. On a loop that has ended this does nothing: the first code stays.
    public func exit(code: Int32 = 0) {
        // Refused only after the end, or in a forked child, where no loop works anyway.
        _ = sd_event_exit(handle, code)
    }

    /// Runs the work soon: on a turn of its own, after the present handler, in the order posted.
    ///
    /// Work posted by posted work waits for a later turn, behind all sources of normal priority that were ready when
    /// the first was posted, so that those get their turn.
    ///
    /// - Throws: `EventLoopError.registration` after the end.
    public func post(_ work: @escaping () throws -> Void) throws(EventLoopError) {
        try schedulePosted()
        posted.append(work)
    }

    /// Pings the service manager's watchdog from this loop, at a suitable pace, for as long as the loop turns.
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
        // First the handler's error: otherwise the turn that called the handler counts as a success.
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
            // Work left undone by an error stays ahead of what was posted meanwhile.
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

// Each way of adding a source. The handlers run on the loop's thread, one at a time; what they throw ends `run()`.
extension EventLoop {
    /// Listens to a descriptor; level-triggered, so a handler that leaves bytes unread is called again.
    ///
    /// - Parameters:
    ///   - descriptor: an open socket, pipe, timer or event descriptor, best non-blocking; the caller still owns it.
    ///   - events: the events to report; the empty set joins without listening yet.
    ///   - handler: receives the events that are ready, which may include `.hungUp` and `.failed` unasked.
    /// - Throws: `EventLoopError.registration`: EPERM for a regular file, EEXIST if the descriptor is listened to.
    public func addDescriptor(
        _ descriptor: Int32, events: DescriptorEvents, priority: EventPriority = .normal,
        handler: @escaping (DescriptorEvents) throws -> Void
    ) throws(EventLoopError) -> DescriptorSource {
        let box = HandlerBox<DescriptorEvents>(failure: failure, handler: handler)
        let kind = EventSourceKind.descriptor(descriptor)
        let source = try attach(kind, box, priority) { source, userdata in
            sd_event_add_io(
                handle, &source, descriptor, events.rawValue,
                { _, _, ready, userdata in
                    HandlerBox<DescriptorEvents>.call(userdata, DescriptorEvents(rawValue: ready))
                }, userdata)
        }
        let added = DescriptorSource(handle: source, kind: kind, box: box)
        if events.isEmpty { try added.watch([]) }
        return added
    }

    /// Listens to a signal, which is blocked in the calling thread and stays so after the source is cancelled.
    ///
    /// Add signals before starting other threads: they inherit the block, and a thread without it would take the
    /// signal's default action instead of the loop.
    ///
    /// - Throws: `EventLoopError.registration`: EBUSY if this loop listens to the signal already.
    public func addSignal(
        _ signal: Signal, priority: EventPriority = .normal, handler: @escaping () throws -> Void
    ) throws(EventLoopError) -> EventSource {
        if let refused = signal.block() { throw .registration(.signal(signal), refused) }
        let box = HandlerBox<Void>(failure: failure, handler: handler)
        let source = try attach(.signal(signal), box, priority) { source, userdata in
            sd_event_add_signal(
                handle, &source, signal.number, { _, _, userdata in HandlerBox<Void>.call(userdata, ()) }, userdata)
        }
        return EventSource(handle: source, kind: .signal(signal), box: box)
    }

    /// Runs the handler once, on the next turn its priority gives it; unlike `post`, it can be cancelled.
    ///
    /// - Throws: `EventLoopError.registration`.
    public func addDeferred(
        priority: EventPriority = .normal, handler: @escaping () throws -> Void
    ) throws(EventLoopError) -> EventSource {
        let box = HandlerBox<Void>(failure: failure, handler: handler)
        let source = try attach(.deferred, box, priority) { source, userdata in
            sd_event_add_defer(handle, &source, { _, userdata in HandlerBox<Void>.call(userdata, ()) }, userdata)
        }
        return EventSource(handle: source, kind: .deferred, box: box)
    }

    /// Listens for changes of a file, or of a directory and its entries (not of directories below it).
    ///
    /// To follow a file that is replaced by renaming, watch its directory: a watch stays with the old file. Needs
    /// /proc, which libsystemd uses to add the watch.
    ///
    /// - Throws: `EventLoopError.registration`: ENOENT, EACCES, ENOTDIR with `.onlyDirectory`, ENOSPC at the limit of
    ///   watches.
    public func addInotify(
        path: String, mask: InotifyMask, priority: EventPriority = .normal,
        handler: @escaping (InotifyEvent) throws -> Void
    ) throws(EventLoopError) -> EventSource {
        let box = HandlerBox<InotifyEvent>(failure: failure, handler: handler)
        let kind = EventSourceKind.inotify(path: path)
        let callback: sd_event_inotify_handler_t = { _, event, userdata in
            guard let event else { return 0 }
            return HandlerBox<InotifyEvent>.call(userdata, InotifyEvent(event))
        }
        let source = try attach(kind, box, priority) { source, userdata in
            sd_event_add_inotify(handle, &source, path, mask.rawValue, callback, userdata)
        }
        return EventSource(handle: source, kind: kind, box: box)
    }

    /// Fires after an interval that no change of the time of day shortens or lengthens.
    ///
    /// - Parameters:
    ///   - afterMicroseconds: from now to the first firing.
    ///   - accuracyMicroseconds: how much later it may fire, to share a wake-up; 0 counts as 1, since libsystemd
    ///     takes 0 for its own default of 250 ms.
    ///   - repeatEveryMicroseconds: from one firing to the next, counted from when the loop served it, so that a busy
    ///     loop skips firings and never makes up for them; nil fires once.
    ///   - clock: whether time in suspend counts.
    /// - Throws: `EventLoopError.zeroPeriod` or `.registration`.
    public func addMonotonicTimer(
        afterMicroseconds: UInt64, accuracyMicroseconds: UInt64 = 1, repeatEveryMicroseconds: UInt64? = nil,
        clock: MonotonicClock = .awake, priority: EventPriority = .normal, handler: @escaping () throws -> Void
    ) throws(EventLoopError) -> TimerSource {
        if repeatEveryMicroseconds == 0 { throw .zeroPeriod }
        let box = HandlerBox<Void>(failure: failure, handler: handler)
        let source = try attach(.timer, box, priority) { source, userdata in
            sd_event_add_time_relative(
                handle, &source, clock.identifier, afterMicroseconds, max(accuracyMicroseconds, 1),
                { _, _, userdata in HandlerBox<Void>.call(userdata, ()) }, userdata)
        }
        let timer = TimerSource(handle: source, kind: .timer, box: box)
        if let period = repeatEveryMicroseconds {
            // Restarted before the handler, which may cancel the timer, change it, or throw.
            box.handler = { [weak timer] _ in
                try timer?.restart(afterMicroseconds: period)
                try handler()
            }
        }
        return timer
    }

    /// Listens to a mailbox: its messages reach the handler in the order sent, on the loop's thread.
    ///
    /// A message whose handler throws counts as delivered; those behind it stay for the next turn. The source retains
    /// the mailbox.
    ///
    /// - Throws: `EventLoopError.registration`.
    public func addMailbox<Message>(
        _ mailbox: LoopMailbox<Message>, priority: EventPriority = .normal,
        handler: @escaping (Message) throws -> Void
    ) throws(EventLoopError) -> EventSource {
        do throws(EventLoopError) {
            return try addDescriptor(mailbox.descriptor, events: .readable, priority: priority) { _ in
                try mailbox.deliver(to: handler)
            }
        } catch {
            // The caller knows a mailbox, not the descriptor inside it.
            guard case .registration(_, let number) = error else { throw error }
            throw .registration(.mailbox, number)
        }
    }

    /// Adds a source and gives libsystemd one retain of the box, which the source's destruction releases.
    private func attach(
        _ kind: EventSourceKind, _ box: AnyHandlerBox, _ priority: EventPriority,
        add: (inout OpaquePointer?, UnsafeMutableRawPointer) -> Int32
    ) throws(EventLoopError) -> OpaquePointer {
        let retained = Unmanaged.passRetained(box)
        var source: OpaquePointer?
        let added = add(&source, retained.toOpaque())
        guard added >= 0, let source else {
            retained.release()
            throw .registration(kind, ErrorNumber(added))
        }
        sd_event_source_set_destroy_callback(source) { userdata in
            guard let userdata else { return }
            Unmanaged<AnyHandlerBox>.fromOpaque(userdata).release()
        }
        let ranked = sd_event_source_set_priority(source, priority.rawValue)
        guard ranked >= 0 else {
            sd_event_source_disable_unref(source)
            throw .registration(kind, ErrorNumber(ranked))
        }
        return source
    }
}

/// Which of several ready sources is served first.
///
/// The loop serves one source per turn, always the most urgent one that is ready. The values are sd-event's own.
public enum EventPriority: Int64, Sendable {
    /// Served before everything else: the shutdown of the service, the clock.
    case important = -100
    /// The default.
    case normal = 0
    /// Served only when nothing else is ready.
    case idle = 100
}

/// Why an operation on the event loop, or on one of its sources, failed.
public enum EventLoopError: SystemdError, Hashable {
    /// No loop could be created.
    case creation(ErrorNumber)
    /// A source could not join the loop.
    case registration(EventSourceKind, ErrorNumber)
    /// A source that had joined could not be changed.
    case adjustment(EventSourceKind, ErrorNumber)
    /// A source was changed after `cancel()`.
    case cancelled(EventSourceKind)
    /// A repeating timer has a period of zero, so the loop would never sleep.
    case zeroPeriod
    /// Waiting for or serving events failed.
    case turn(ErrorNumber)
    /// The loop has ended by `exit(code:)`; an ended loop does not start again.
    case ended
    /// The watchdog of the service manager could not be served.
    case watchdog(ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .creation(let number): "the event loop could not be made: \(number)"
        case .registration(let kind, let number): "the event loop cannot listen for \(kind): \(number)"
        case .adjustment(let kind, let number): "the event loop cannot change how it listens for \(kind): \(number)"
        case .cancelled(let kind): "the event source for \(kind) was changed after it was cancelled"
        case .zeroPeriod: "a timer was asked to repeat every 0 microseconds"
        case .turn(let number): "the event loop could not wait for events: \(number)"
        case .ended: "the event loop has ended and was asked for more"
        case .watchdog(let number): "the event loop cannot keep the service manager's watchdog quiet: \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .creation:
            "raise the limit on open files (LimitNOFILE=) or free memory, then start again"
        case .registration(let kind, let number), .adjustment(let kind, let number):
            Self.remedy(kind, number)
        case .cancelled: "add a new source in its place"
        case .zeroPeriod: "give a period of at least 1 microsecond"
        case .turn: "run the loop from one thread of one process, not from inside a handler nor after a fork"
        case .ended: "make a new event loop"
        case .watchdog: "check WatchdogSec= in the unit, and that WATCHDOG_USEC is a whole number of microseconds"
        }
    }

    private static func remedy(_ kind: EventSourceKind, _ number: ErrorNumber) -> String {
        if number.code == EMFILE || number.code == ENFILE || number.code == ENOMEM || number.code == ENOSPC {
            return "raise the limit that was met: LimitNOFILE=, memory, or fs.inotify.max_user_watches"
        }
        switch kind {
        case .descriptor:
            return "pass an open socket, pipe, timer or event descriptor, once: a regular file cannot be waited for"
        case .signal: return "add each signal once per loop"
        case .inotify: return "check that the path exists, that the service may read it, and that /proc is mounted"
        case .deferred, .timer, .mailbox: return "use the loop from the process that made it, before it has ended"
        }
    }
}
