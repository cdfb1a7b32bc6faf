internal import CSystemd
internal import Glibc

/// One thing an event loop listens to, for as long as this object lives.
///
/// Keep a reference: releasing the last one cancels the source. It belongs to the loop's thread.
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

    /// Stops listening at once and for good, and releases the handler; calling it again does nothing.
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

/// What an event source listens to, as the texts of `EventLoopError` name it.
public enum EventSourceKind: Hashable, Sendable, CustomStringConvertible {
    /// A file descriptor, by number.
    case descriptor(Int32)
    /// A signal.
    case signal(Signal)
    /// Work deferred to the next turn.
    case deferred
    /// Changes of the file or directory at a path.
    case inotify(path: String)
    /// A timer on a monotonic clock.
    case timer
    /// A mailbox that other threads send to.
    case mailbox

    /// What the source listens to, in a few words that can follow "for".
    public var description: String {
        switch self {
        case .descriptor(let number): "descriptor \(number)"
        case .signal(let signal): "signal \(signal)"
        case .deferred: "deferred work"
        case .inotify(let path): "changes of \(path)"
        case .timer: "a timer"
        case .mailbox: "a mailbox"
        }
    }
}

/// A descriptor on an event loop. The caller can change the watched events, as a full buffer on either side requires.
///
/// The caller owns the descriptor: cancel the source, then close it.
public final class DescriptorSource: EventSource {
    /// Replaces the events watched for; the empty set stops listening until the next call.
    ///
    /// - Throws: `EventLoopError.cancelled` or `.adjustment`.
    public func watch(_ events: DescriptorEvents) throws(EventLoopError) {
        // With an empty mask epoll would still report a hang-up, on every turn, to a handler that wants no events.
        guard !events.isEmpty else {
            try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_OFF)) }
            return
        }
        try adjust { sd_event_source_set_io_events($0, events.rawValue) }
        try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_ON)) }
    }
}

/// What a descriptor is ready for, or which events to watch for: epoll(7)'s terms without its types.
public struct DescriptorEvents: OptionSet, Hashable, Sendable {
    /// The bits as in epoll_ctl(2).
    public let rawValue: UInt32

    /// Takes bits as in epoll_ctl(2).
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// A read does not block: there are bytes, a connection to accept, or the end of the stream.
    public static let readable = DescriptorEvents(rawValue: EPOLLIN.rawValue)
    /// A write does not block.
    public static let writable = DescriptorEvents(rawValue: EPOLLOUT.rawValue)
    /// The peer has shut down its writing half; reported only when watched for.
    public static let peerFinished = DescriptorEvents(rawValue: EPOLLRDHUP.rawValue)
    /// Both halves are gone; reported whether watched for or not.
    public static let hungUp = DescriptorEvents(rawValue: EPOLLHUP.rawValue)
    /// The descriptor is in error; reported whether watched for or not.
    public static let failed = DescriptorEvents(rawValue: EPOLLERR.rawValue)
}

/// A timer on an event loop.
public final class TimerSource: EventSource {
    /// Restarts the timer, whether it is waiting, has fired or repeats; debouncing calls this on each change.
    ///
    /// - Parameter microseconds: from now to the firing, on the clock the timer was made with.
    /// - Throws: `EventLoopError.cancelled` or `.adjustment`.
    public func restart(afterMicroseconds microseconds: UInt64) throws(EventLoopError) {
        try adjust { sd_event_source_set_time_relative($0, microseconds) }
        try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_ONESHOT)) }
    }

    /// Stops the timer until it is restarted.
    ///
    /// - Throws: `EventLoopError.cancelled` or `.adjustment`.
    public func stop() throws(EventLoopError) {
        try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_OFF)) }
    }
}

/// One change of a watched path.
public struct InotifyEvent: Hashable, Sendable {
    /// What happened.
    public let mask: InotifyMask

    /// The entry of the watched directory it happened to; nil when it happened to the watched path itself.
    ///
    /// Bytes that are not UTF-8 become U+FFFD; such a name shows that something changed but cannot be opened.
    public let name: String?

    /// The same non-zero number in the `movedFrom` and the `movedTo` of one rename; 0 otherwise.
    public let cookie: UInt32

    init(_ event: UnsafePointer<inotify_event>) {
        mask = InotifyMask(rawValue: event.pointee.mask)
        cookie = event.pointee.cookie
        // The name directly follows the fixed part, padded with zero bytes to the length given.
        let bytes = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(event) + MemoryLayout<inotify_event>.size, count: Int(event.pointee.len))
        let entry = bytes.prefix { $0 != 0 }
        name = entry.isEmpty ? nil : String(decoding: entry, as: UTF8.self)
    }
}

/// Which events of a watched path to report, or what happened to it: inotify(7)'s terms without its types.
public struct InotifyMask: OptionSet, Hashable, Sendable {
    /// The bits as in inotify(7).
    public let rawValue: UInt32

    /// Takes bits as in inotify(7).
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// A file was written to, perhaps not for the last time.
    public static let modified = InotifyMask(rawValue: UInt32(IN_MODIFY))
    /// A file that was open for writing was closed.
    public static let closedAfterWriting = InotifyMask(rawValue: UInt32(IN_CLOSE_WRITE))
    /// Mode, owner, times or link count changed.
    public static let attributesChanged = InotifyMask(rawValue: UInt32(IN_ATTRIB))
    /// An entry of the watched directory was created.
    public static let created = InotifyMask(rawValue: UInt32(IN_CREATE))
    /// An entry of the watched directory was removed.
    public static let deleted = InotifyMask(rawValue: UInt32(IN_DELETE))
    /// An entry was renamed away; the cookie is that of the matching `movedTo`.
    public static let movedFrom = InotifyMask(rawValue: UInt32(IN_MOVED_FROM))
    /// An entry was renamed to this name, which is how a file is replaced atomically.
    public static let movedTo = InotifyMask(rawValue: UInt32(IN_MOVED_TO))
    /// The watched path itself was removed; `watchEnded` follows.
    public static let selfDeleted = InotifyMask(rawValue: UInt32(IN_DELETE_SELF))
    /// The watched path itself was renamed; the watch stays with the file, not with the name.
    public static let selfMoved = InotifyMask(rawValue: UInt32(IN_MOVE_SELF))

    /// Only for watching: refuse the path unless it is a directory.
    public static let onlyDirectory = InotifyMask(rawValue: UInt32(IN_ONLYDIR))

    /// Only in events: the entry is a directory.
    public static let isDirectory = InotifyMask(rawValue: UInt32(IN_ISDIR))
    /// Only in events: the kernel dropped events, so read the directory again.
    public static let overflowed = InotifyMask(rawValue: UInt32(IN_Q_OVERFLOW))
    /// Only in events: this watch receives no more events (the path is gone or its file system unmounted).
    public static let watchEnded = InotifyMask(rawValue: UInt32(IN_IGNORED))
    /// Only in events: the file system was unmounted.
    public static let unmounted = InotifyMask(rawValue: UInt32(IN_UNMOUNT))
}

/// What libsystemd holds as a source's userdata: one retain, released by the source's destroy callback.
///
/// libsystemd frees a source only after its callback has returned, so a handler may cancel its own source.
class AnyHandlerBox {
    let failure: HandlerFailure

    init(failure: HandlerFailure) {
        self.failure = failure
    }

    /// Releases the handler and everything it captured; the box itself lives until the source is freed.
    func forget() {}
}

/// A handler and the kind of value it is called with.
final class HandlerBox<Payload>: AnyHandlerBox {
    var handler: ((Payload) throws -> Void)?

    init(failure: HandlerFailure, handler: @escaping (Payload) throws -> Void) {
        self.handler = handler
        super.init(failure: failure)
    }

    override func forget() {
        handler = nil
    }

    /// The body of a C callback. Always returns 0: on a negative value libsystemd would silently disable the source.
    static func call(_ userdata: UnsafeMutableRawPointer?, _ payload: Payload) -> Int32 {
        guard let userdata else { return 0 }
        let box = Unmanaged<HandlerBox<Payload>>.fromOpaque(userdata).takeUnretainedValue()
        // A copy, since the handler may cancel its source, which empties the box.
        guard let handler = box.handler else { return 0 }
        do {
            try handler(payload)
        } catch {
            box.failure.record(error)
        }
        return 0
    }
}

/// Holds a handler's error from the C callback that threw it until the loop's caller takes it.
final class HandlerFailure {
    private var error: (any Error)?

    /// Keeps the first error; a turn of the loop serves one source, so there is no second.
    func record(_ error: any Error) {
        if self.error == nil { self.error = error }
    }

    /// Returns the error and clears it.
    func take() -> (any Error)? {
        defer { error = nil }
        return error
    }
}
