import Glibc
import TestSupport

/// A datagram socket bound to a path, as the service manager and journald have; closed with this object.
final class DatagramReceiver {
    let descriptor: Int32

    init(path: String) throws {
        descriptor = try UnixSocket.bound(to: path, kind: SOCK_DGRAM)
    }

    deinit {
        close(descriptor)
    }

    /// The next datagram that has arrived, or nil.
    func next() -> String? {
        SocketPair.receive(descriptor)
    }
}
