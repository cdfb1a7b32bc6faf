/// The places in a stretch of bytes at which a record may need a look: commas, quotes, line ends, and few other bytes.
///
/// Eight bytes are judged at once: what marks fields and records is below `-` in ASCII, and little else in a table is.
struct DelimiterMarks: ~Copyable {
    /// How many bytes are marked at once: a few records, since often only one of them needs a look.
    static let stretch = 256

    private let places: UnsafeMutablePointer<UInt32>
    /// How many places are marked.
    private(set) var count = 0

    init() { places = .allocate(capacity: DelimiterMarks.stretch) }

    deinit { places.deallocate() }

    /// Forgets all places.
    mutating func clear() { count = 0 }

    /// The places as they lie in memory: `count` of them, good until the next stretch is marked.
    var pointer: UnsafePointer<UInt32> { UnsafePointer(places) }

    /// Marks the places of a stretch of the buffer, in place of those marked before.
    mutating func mark(_ buffer: UnsafePointer<UInt8>, _ range: Range<Int>) {
        let raw = UnsafeRawPointer(buffer)
        var place = range.lowerBound
        var count = 0
        while place &+ 64 <= range.upperBound {
            // One bit a byte.
            var found: UInt64 = 0
            for word in 0..<8 {
                let bytes = raw.loadUnaligned(fromByteOffset: place &+ 8 &* word, as: UInt64.self).littleEndian
                found |= DelimiterMarks.below(bytes) &<< UInt64(truncatingIfNeeded: 8 &* word)
            }
            while found != 0 {
                places[count] = UInt32(truncatingIfNeeded: place &+ found.trailingZeroBitCount)
                count &+= 1
                found &= found &- 1
            }
            place &+= 64
        }
        while place < range.upperBound {
            if buffer[place] < 0x2D {
                places[count] = UInt32(truncatingIfNeeded: place)
                count &+= 1
            }
            place &+= 1
        }
        self.count = count
    }

    /// Which of eight bytes are below `-`, a bit each.
    @inline(__always)
    private static func below(_ bytes: UInt64) -> UInt64 {
        // The top bit of a byte ends up set where the byte is `-` or more, or is beyond ASCII.
        let above = ((bytes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x5353_5353_5353_5353) | bytes
        let tops = (~above & 0x8080_8080_8080_8080) &>> 7
        return (tops &* 0x0102_0408_1020_4080) &>> 56
    }
}
