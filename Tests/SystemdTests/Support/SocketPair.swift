import Glibc
import TestSupport

/// Two connected AF_UNIX stream sockets, non-blocking, closed with this object.
final class SocketPair {
    let near: Int32
    private(set) var far: Int32

    init(kind: Int32 = Int32(SOCK_STREAM.rawValue)) throws {
        var both: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, kind | Int32(SOCK_NONBLOCK.rawValue), 0, &both) == 0 else { throw POSIXFailure() }
        near = both[0]
        far = both[1]
    }

    deinit {
        close(near)
        closeFar()
    }

    func closeFar() {
        if far >= 0 { close(far) }
        far = -1
    }

    func sendFromFar(_ text: String) {
        _ = text.withCString { write(far, $0, strlen($0)) }
    }

    /// What has arrived on a descriptor, or nil when nothing has.
    static func receive(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
