import Glibc

/// Gathers the bytes of one line.
struct LineCutter {
    private(set) var line: BoundedText
    private(set) var isEnded = false
    private(set) var hasBytes = false

    init(limit: Int) { line = BoundedText(limit: limit) }

    mutating func begin() {
        line.removeAll()
        (isEnded, hasBytes) = (false, false)
    }

    mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let end = memchr(base, 0x0A, bytes.count)
        let length = end.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
        isEnded = end != nil
        hasBytes = true
        line.append(bytes[..<length])
        return isEnded ? length + 1 : length
    }

    mutating func dropByteOrderMark() { line.dropByteOrderMark() }
}
