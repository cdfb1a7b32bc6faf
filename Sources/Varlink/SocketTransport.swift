import Glibc

/// Moves bytes between a non-blocking socket and a `ServerConnection`. It borrows the descriptor and never closes it.
public struct SocketTransport {
    /// Bytes read at a time: the most by which one read can exceed what the connection wanted.
    public static let readBytes = 64 << 10

    /// The connected, non-blocking socket.
    public let descriptor: Int32

    /// A transport over a connected, non-blocking socket.
    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads once, if the connection wants to, and tells the connection: the bytes, the end, or a failure.
    public func fill(_ connection: ServerConnection) {
        guard connection.wantsRead else { return }
        withUnsafeTemporaryAllocation(byteCount: Self.readBytes, alignment: 1) { buffer in
            let length = retried { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
            if length > 0 {
                connection.receive(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
            } else if length == 0 {
                connection.receiveEnd()
            } else if !isWouldBlock {
                connection.close(.peerVanished)
            }
        }
    }

    /// Sends until nothing waits or the socket takes no more. A peer that is gone closes the connection, and raises
    /// no SIGPIPE.
    public func flush(_ connection: ServerConnection) {
        var isTaking = true
        var hasFailed = false
        while isTaking, connection.hasOutput {
            connection.drain { bytes in
                let length = retried { send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
                isTaking = length > 0
                hasFailed = length < 0 && !isWouldBlock
                return max(length, 0)
            }
        }
        if hasFailed { connection.close(.peerVanished) }
    }

    private var isWouldBlock: Bool { errno == EAGAIN || errno == EWOULDBLOCK }

    private func retried(_ call: () -> Int) -> Int {
        var result = call()
        while result < 0, errno == EINTR { result = call() }
        return result
    }
}
