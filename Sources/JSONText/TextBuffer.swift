/// A growing text: bytes are appended at its end, with one check for room per piece.
///
/// A value type like an array, but its room need not be filled before it is used.
struct TextBuffer: @unchecked Sendable {
    // Unchecked, since Swift does not know that a buffer writes only to room it does not share.
    private typealias Room = ManagedBuffer<Void, UInt8>

    // The owner of the memory at `start`.
    private var room: Room?
    private var start = UnsafeMutableRawPointer(bitPattern: 1)!
    private var capacity = 0
    /// The length of the text in bytes.
    private(set) var count = 0

    /// An empty text, without an allocation.
    init() {}

    /// A text that starts with the given bytes.
    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { put($0) }
    }

    /// Passes the text so far to the body.
    func withBytes<Outcome>(_ body: (UnsafeRawBufferPointer) throws -> Outcome) rethrows -> Outcome {
        try withExtendedLifetime(room) { try body(UnsafeRawBufferPointer(start: start, count: count)) }
    }

    /// Discards everything beyond a length; the room is kept.
    mutating func cut(to length: Int) {
        precondition(0...count ~= length)
        count = length
    }

    /// Frees the room of an empty buffer if it is larger than the limit in bytes.
    mutating func giveBack(beyond limit: Int) {
        guard count == 0, capacity > limit else { return }
        self = TextBuffer()
    }

    /// Reserves room for a number of bytes more.
    mutating func reserve(_ additional: Int) {
        if capacity &- count < additional || !isAlone { move(to: count + additional) }
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        put(atMost: 1) { room in
            room.storeBytes(of: byte, as: UInt8.self)
            return 1
        }
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        put(atMost: bytes.count) { room in
            TextBuffer.copy(start, bytes.count, to: room)
            return bytes.count
        }
    }

    /// Appends what the body writes.
    ///
    /// - Parameters:
    ///   - limit: the largest number of bytes it writes; at least one.
    ///   - body: receives room for these, and returns the number it wrote.
    @inline(__always)
    mutating func put(atMost limit: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
        if capacity &- count < limit || !isAlone { move(to: max(2 * capacity, count + limit, 256)) }
        let written = body(start + count)
        assert(written <= limit)
        count &+= written
    }

    /// Copies bytes, mostly few: without a call, by words that may overlap.
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

    /// Whether no copy of this buffer shares its room.
    private var isAlone: Bool {
        mutating get { room == nil || isKnownUniquelyReferenced(&room) }
    }

    @inline(never)
    private mutating func move(to capacity: Int) {
        let next = Room.create(minimumCapacity: capacity) { _ in }
        // The memory of a buffer stays in place as long as the buffer exists.
        let nextStart = next.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) }
        withBytes { nextStart.copyMemory(from: $0.baseAddress!, byteCount: count) }
        (room, start, self.capacity) = (next, nextStart, capacity)
    }
}
