/// A listening socket that the service manager opened before it started this process.
public struct ActivatedSocket: Hashable, Sendable {
    /// The descriptor: an AF_UNIX stream socket, listening, non-blocking, closed on execution; the receiver's to close.
    public let descriptor: Int32

    /// What FileDescriptorName= in the socket unit says; the unit's own name without that; "unknown" if the manager
    /// passed no names.
    public let name: String
}
