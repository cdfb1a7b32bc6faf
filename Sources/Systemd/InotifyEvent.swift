internal import CSystemd
internal import Glibc

/// One change of a watched path.
public struct InotifyEvent: Hashable, Sendable {
    /// What happened.
    public let mask: InotifyMask

    /// The entry of the watched directory it happened to; nil when it happened to the watched path itself.
    ///
    /// Bytes that are no UTF-8 become U+FFFD, so such a name tells that something changed but opens nothing.
    public let name: String?

    /// The same number, not 0, in the `movedFrom` and the `movedTo` of one rename; 0 otherwise.
    public let cookie: UInt32

    init(_ event: UnsafePointer<inotify_event>) {
        mask = InotifyMask(rawValue: event.pointee.mask)
        cookie = event.pointee.cookie
        // The name lies right behind the fixed part, padded with zero bytes to the length given.
        let bytes = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(event) + MemoryLayout<inotify_event>.size, count: Int(event.pointee.len))
        let entry = bytes.prefix { $0 != 0 }
        name = entry.isEmpty ? nil : String(decoding: entry, as: UTF8.self)
    }
}
