internal import CSystemd
internal import Glibc

// Each way of adding a source. The handlers run on the loop's thread, one at a time; what they throw ends `run()`.
extension EventLoop {
    /// Listens to a descriptor; level-triggered, so a handler that leaves bytes unread is called again.
    ///
    /// - Parameters:
    ///   - descriptor: an open socket, pipe, timer or event descriptor, best non-blocking; it stays the caller's.
    ///   - events: what to be told of; the empty set joins without listening yet.
    ///   - handler: gets the events that are ready, which may hold `.hungUp` and `.failed` unasked.
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
    /// signal's default action in the loop's stead.
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
    /// /proc, which libsystemd goes through to add the watch.
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

    /// Fires after a while that no change of the time of day shortens or lengthens.
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
            // Started anew before the handler, which may cancel the timer, change it, or throw.
            box.handler = { [weak timer] _ in
                try timer?.restart(afterMicroseconds: period)
                try handler()
            }
        }
        return timer
    }

    /// Listens to a mailbox: its messages reach the handler in the order sent, on the loop's thread.
    ///
    /// A message whose handler throws counts as delivered; those behind it stay for the next turn. The source keeps
    /// the mailbox alive.
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

    /// Adds a source and gives libsystemd one retain of the box, which the source's end gives back.
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
