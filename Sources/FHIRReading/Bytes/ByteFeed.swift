import RosterReading

/// The bytes of a file one by one, read in blocks and hashed as they pass.
struct ByteFeed<Source: ByteSource> {
    private let source: Source
    private var buffer: [UInt8]
    private var count = 0
    private var position = 0
    private(set) var byteCount = 0
    private(set) var contentHash = ContentHash()

    init(_ source: Source, block: Int) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: max(block, 1))
    }

    /// The bytes at hand that were not taken yet; empty only at the end of the file.
    mutating func fill() throws(FileFault) -> Bool {
        if position < count { return true }
        var failure: FileFault?
        let (source, offset) = (source, byteCount)
        count = buffer.withUnsafeMutableBytes { bytes in
            do throws(FileFault) {
                return try source.read(at: offset, into: bytes)
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        position = 0
        byteCount += count
        buffer.withUnsafeBytes { contentHash.add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        return count > 0
    }

    /// Lends what is at hand; the body tells how much of it is done with.
    mutating func take(_ body: (UnsafeBufferPointer<UInt8>) -> Int) {
        let start = position
        let end = count
        position += buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }
}
