internal import CSystemd

/// One thing an event loop listens to, for as long as this object lives.
///
/// Keep it: the last reference going away cancels it. It belongs to the loop's thread.
public class EventSource {
    let handle: OpaquePointer
    let kind: EventSourceKind
    let box: AnyHandlerBox

    /// Whether `cancel()` has been called.
    public private(set) var isCancelled = false

    init(handle: OpaquePointer, kind: EventSourceKind, box: AnyHandlerBox) {
        self.handle = handle
        self.kind = kind
        self.box = box
    }

    deinit {
        cancel()
    }

    /// Stops listening at once and for good, and lets go of the handler; calling it again does nothing.
    ///
    /// Safe from inside the source's own handler. Cancel a descriptor's source before closing the descriptor.
    public func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        box.forget()
        sd_event_source_disable_unref(handle)
    }

    /// Runs a libsystemd call that changes this source; it returns a negative error number.
    func adjust(_ change: (OpaquePointer) -> Int32) throws(EventLoopError) {
        guard !isCancelled else { throw .cancelled(kind) }
        let changed = change(handle)
        guard changed >= 0 else { throw .adjustment(kind, ErrorNumber(changed)) }
    }
}
