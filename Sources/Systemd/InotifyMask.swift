internal import Glibc

/// What to be told about a watched path, or what happened to it; inotify(7)'s words without its types.
public struct InotifyMask: OptionSet, Hashable, Sendable {
    /// The bits as inotify(7) has them.
    public let rawValue: UInt32

    /// Takes bits as inotify(7) has them.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// A file was written to, perhaps not for the last time.
    public static let modified = InotifyMask(rawValue: UInt32(IN_MODIFY))
    /// A file that was open for writing was closed.
    public static let closedAfterWriting = InotifyMask(rawValue: UInt32(IN_CLOSE_WRITE))
    /// Mode, owner, times or link count changed.
    public static let attributesChanged = InotifyMask(rawValue: UInt32(IN_ATTRIB))
    /// An entry of the watched directory was made.
    public static let created = InotifyMask(rawValue: UInt32(IN_CREATE))
    /// An entry of the watched directory was removed.
    public static let deleted = InotifyMask(rawValue: UInt32(IN_DELETE))
    /// An entry was renamed away; the cookie is that of the matching `movedTo`.
    public static let movedFrom = InotifyMask(rawValue: UInt32(IN_MOVED_FROM))
    /// An entry was renamed to this name, which is how a file is replaced at one stroke.
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
    /// Only in events: this watch hears no more (the path is gone or its file system unmounted).
    public static let watchEnded = InotifyMask(rawValue: UInt32(IN_IGNORED))
    /// Only in events: the file system was unmounted.
    public static let unmounted = InotifyMask(rawValue: UInt32(IN_UNMOUNT))
}
