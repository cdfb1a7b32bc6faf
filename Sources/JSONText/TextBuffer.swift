/// Text in the making: bytes at the end of which more are put, the room for them being looked at once for each piece.
struct TextBuffer: Sendable {
    /// The text, and behind it the room that is left.
    private var storage: [UInt8]
    /// How long the text is, in bytes.
    private(set) var count: Int

    /// Bytes to begin with; none cost nothing.
    init(_ bytes: consuming [UInt8]) {
        count = bytes.count
        storage = bytes
    }

    /// Lends the text so far.
    func withBytes<Outcome>(_ body: (UnsafeRawBufferPointer) throws -> Outcome) rethrows -> Outcome {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    /// Hands over the text without copying it, and is empty.
    mutating func take() -> [UInt8] {
        storage.removeLast(storage.count - count)
        var taken: [UInt8] = []
        swap(&taken, &storage)
        count = 0
        return taken
    }

    /// Makes room for so many bytes more.
    mutating func reserve(_ additional: Int) {
        if storage.count - count < additional { grow(by: additional) }
    }

    mutating func put(_ byte: UInt8) {
        if count == storage.count { grow(by: 1) }
        storage[count] = byte
        count &+= 1
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        put(atMost: bytes.count) { room in
            TextBuffer.copy(start, bytes.count, to: room)
            return bytes.count
        }
    }

    /// Puts what a body writes.
    ///
    /// - Parameters:
    ///   - limit: how many bytes it writes at most.
    ///   - body: is given room for these, and tells how many it wrote.
    @inline(__always)
    mutating func put(atMost limit: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
        if storage.count &- count < limit { grow(by: limit) }
        let start = count
        let written = storage.withUnsafeMutableBytes { all in
            // There is room for `limit` bytes, so there is memory, unless nothing is to be written.
            all.baseAddress.map { body($0 + start) } ?? 0
        }
        assert(written <= limit)
        count &+= written
    }

    /// Copies bytes, of which mostly there are few: without a call, by words that may overlap.
    @inline(__always)
    static func copy(_ bytes: UnsafeRawPointer, _ count: Int, to room: UnsafeMutableRawPointer) {
        func move<Word: FixedWidthInteger>(_ type: Word.Type, _ offset: Int) {
            room.storeBytes(of: bytes.loadUnaligned(fromByteOffset: offset, as: type), toByteOffset: offset, as: type)
        }
        switch count {
        case 8...16:
            move(UInt64.self, 0)
            move(UInt64.self, count &- 8)
        case 4...7:
            move(UInt32.self, 0)
            move(UInt32.self, count &- 4)
        case 17...32:
            move(UInt64.self, 0)
            move(UInt64.self, 8)
            move(UInt64.self, count &- 16)
            move(UInt64.self, count &- 8)
        default: room.copyMemory(from: bytes, byteCount: count)
        }
    }

    @inline(never)
    private mutating func grow(by additional: Int) {
        let room = max(2 * storage.count, count + additional, 256)
        storage.reserveCapacity(room)
        storage.append(contentsOf: repeatElement(0, count: room - storage.count))
    }
}
