internal import CSystemd

/// What a descriptor is ready for, or is to be watched for; epoll(7)'s words without its types.
public struct DescriptorEvents: OptionSet, Hashable, Sendable {
    /// The bits as epoll_ctl(2) has them.
    public let rawValue: UInt32

    /// Takes bits as epoll_ctl(2) has them.
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
