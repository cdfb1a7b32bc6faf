/// The bytes of one record, of which no more is kept than a resource may have; of one that is larger, its two ends.
///
/// The ends are kept because whoever the resource is about is told there, and a patient must not lose a record in silence.
struct BoundedText {
    private let limit: Int
    private let edge: Int
    private var bytes: [UInt8] = []
    private var tail: [UInt8] = []
    /// Whether there were more bytes than a resource may have.
    private(set) var isTooLarge = false

    /// How much of each end of a record that is too large is kept, at most.
    private static let edge = 1 << 16

    init(limit: Int) {
        self.limit = limit
        edge = min(BoundedText.edge, limit)
    }

    /// The bytes; of a record that is too large both ends, between them a byte that no JSON has.
    var text: [UInt8] { isTooLarge ? bytes + [0] + tail.suffix(edge) : bytes }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
        tail = []
        isTooLarge = false
    }

    mutating func append(_ byte: UInt8) {
        if bytes.count < limit, !isTooLarge {
            bytes.append(byte)
        } else {
            overflow()
            tail.append(byte)
            shorten()
        }
    }

    mutating func append(_ more: some RandomAccessCollection<UInt8>) {
        if !isTooLarge, bytes.count + more.count <= limit {
            bytes.append(contentsOf: more)
        } else {
            overflow()
            tail.append(contentsOf: more.suffix(edge))
            shorten()
        }
    }

    mutating func dropByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }

    private mutating func overflow() {
        guard !isTooLarge else { return }
        isTooLarge = true
        tail = Array(bytes.suffix(edge))
        bytes = Array(bytes.prefix(edge))
    }

    private mutating func shorten() {
        if tail.count > 2 * edge { tail.removeFirst(tail.count - edge) }
    }
}
