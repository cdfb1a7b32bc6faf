import Glibc

/// Gathers the bytes of one line.
struct LineCutter {
    private(set) var text: [UInt8] = []
    private(set) var isEnded = false
    private(set) var isTooLarge = false
    private(set) var hasBytes = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func begin() {
        text.removeAll(keepingCapacity: text.capacity <= 1 << 20)
        (isEnded, isTooLarge, hasBytes) = (false, false, false)
    }

    mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let end = memchr(base, 0x0A, bytes.count)
        let length = end.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
        isEnded = end != nil
        hasBytes = true
        if text.count + length > limit {
            isTooLarge = true
            text = []
        } else if !isTooLarge {
            text.append(contentsOf: bytes[..<length])
        }
        return isEnded ? length + 1 : length
    }

    var isBlank: Bool { text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    mutating func dropByteOrderMark() {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    }
}
