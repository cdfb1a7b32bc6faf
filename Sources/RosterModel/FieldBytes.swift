/// The bytes of one field, lent by the read buffer: valid until the next record is read.
///
/// Its members are inlined into the readers, which spend most of their time on a table in them. For that the type must
/// be usable from inlined code too.
@usableFromInline
package struct FieldBytes {
    @usableFromInline package let start: UnsafePointer<UInt8>
    @usableFromInline package let count: Int

    @inlinable
    package init(start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    @inlinable package var isEmpty: Bool { count == 0 }
    @inlinable package var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    @inlinable package var text: String { String(decoding: buffer, as: UTF8.self) }
    @inlinable package var isASCII: Bool { buffer.allSatisfy { $0 < 0x80 } }
    @inlinable package var first: UInt8? { count > 0 ? start[0] : nil }
    @inlinable package subscript(index: Int) -> UInt8 { start[index] }

    /// The bytes without surrounding spaces and tabs.
    @inlinable
    package var trimmed: FieldBytes {
        guard count > 0, FieldBytes.isBlank(start[0]) || FieldBytes.isBlank(start[count - 1]) else { return self }
        var first = start
        var length = count
        while length > 0, FieldBytes.isBlank(first[length - 1]) { length -= 1 }
        while length > 0, FieldBytes.isBlank(first[0]) {
            first += 1
            length -= 1
        }
        return FieldBytes(start: first, count: length)
    }

    /// Returns the bytes after a prefix and a separator; nil if these bytes do not begin with them.
    @inlinable
    package func behind(_ other: FieldBytes, _ separator: UInt8) -> FieldBytes? {
        guard count > other.count, start[other.count] == separator,
            FieldBytes(start: start, count: other.count).isEqual(to: other)
        else { return nil }
        return split(before: other.count).behind
    }

    /// Splits around the first byte of this value; nil if there is none.
    @inlinable
    package func split(at byte: UInt8) -> (before: FieldBytes, behind: FieldBytes)? {
        var place = 0
        // Eight bytes at once: XOR turns the wanted byte into zero, and subtracting one from zero borrows.
        while place &+ 8 <= count {
            let word = FieldBytes.word(UnsafeRawPointer(start), place).littleEndian
            let rest = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
            let found = (rest &- 0x0101_0101_0101_0101) & ~rest & 0x8080_8080_8080_8080
            if found != 0 { return split(before: place &+ found.trailingZeroBitCount &>> 3) }
            place &+= 8
        }
        while place < count {
            if start[place] == byte { return split(before: place) }
            place &+= 1
        }
        return nil
    }

    /// Splits around the byte at a position.
    @inlinable
    package func split(before place: Int) -> (before: FieldBytes, behind: FieldBytes) {
        let behind = place &+ 1
        return (FieldBytes(start: start, count: place), FieldBytes(start: start + behind, count: count &- behind))
    }

    /// The bytes without a trailing carriage return.
    @inlinable
    package var withoutCarriageReturn: FieldBytes {
        count > 0 && start[count - 1] == 0x0D ? FieldBytes(start: start, count: count - 1) : self
    }

    @inlinable package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    @inlinable
    package func isEqual(to other: FieldBytes) -> Bool {
        guard count == other.count else { return false }
        let mine = UnsafeRawPointer(start)
        let theirs = UnsafeRawPointer(other.start)
        // The last words overlap those before, so that no byte is compared alone.
        if count >= 8 {
            var offset = 0
            while offset &+ 8 < count {
                guard FieldBytes.word(mine, offset) == FieldBytes.word(theirs, offset) else { return false }
                offset &+= 8
            }
            return FieldBytes.word(mine, count &- 8) == FieldBytes.word(theirs, count &- 8)
        }
        if count >= 4 {
            let last = count &- 4
            return mine.loadUnaligned(as: UInt32.self) == theirs.loadUnaligned(as: UInt32.self)
                && mine.loadUnaligned(fromByteOffset: last, as: UInt32.self)
                    == theirs.loadUnaligned(fromByteOffset: last, as: UInt32.self)
        }
        var offset = 0
        while offset < count {
            guard start[offset] == other.start[offset] else { return false }
            offset &+= 1
        }
        return true
    }

    /// A hash that only someone who knows the seed can target; short fields cost one multiplication.
    @inlinable
    package func hash(seed: UInt64) -> UInt64 {
        let raw = UnsafeRawPointer(start)
        var state = seed &+ UInt64(truncatingIfNeeded: count) &* 0xD1B5_4A32_D192_ED03
        let head: UInt64
        let tail: UInt64
        switch count {
        case 0:
            head = 0
            tail = 0
        case 1...3:
            head = UInt64(start[0]) | UInt64(start[count >> 1]) << 8 | UInt64(start[count - 1]) << 16
            tail = 0
        case 4...7:
            head = UInt64(raw.loadUnaligned(as: UInt32.self))
            tail = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        case 8...16:
            head = FieldBytes.word(raw, 0)
            tail = FieldBytes.word(raw, count - 8)
        default:
            var offset = 0
            while count - offset > 16 {
                state = FieldBytes.folded(FieldBytes.word(raw, offset) ^ state, FieldBytes.word(raw, offset + 8) ^ seed)
                offset += 16
            }
            head = FieldBytes.word(raw, count - 16)
            tail = FieldBytes.word(raw, count - 8)
        }
        return FieldBytes.folded(head ^ state, tail ^ (state << 23 | state >> 41) ^ 0x8CB9_2BA7_2F3D_8DD7)
    }

    @inlinable
    @inline(__always)
    static func word(_ raw: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inlinable
    static func folded(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = first.multipliedFullWidth(by: second)
        return product.high ^ product.low
    }
}

/// Byte strings numbered in insertion order and looked up by their bytes, without creating a Swift string.
@usableFromInline
package struct ByteStringTable: Sendable {
    @usableFromInline var bytes: [UInt8] = []
    @usableFromInline var starts = [0]
    // As many bits of the hashes as any table size needs, so that it can grow without reading the strings.
    @usableFromInline var hashes: [UInt32] = []
    // Open addressing, at most half full: the number of a string, or -1.
    @usableFromInline var places = [Int32](repeating: -1, count: 16)
    // Random, so that no file can be built whose strings all collide.
    @usableFromInline let seed = UInt64.random(in: .min ... .max)

    /// Creates an empty table.
    package init() {}

    /// The number of strings in the table.
    @inlinable package var count: Int { hashes.count }

    /// Returns the number of a string; nil if it was never inserted.
    @inlinable
    package func index(of text: FieldBytes) -> Int? {
        let hash = text.hash(seed: seed)
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] >= 0 {
            let number = Int(places[place])
            if hashes[number] == UInt32(truncatingIfNeeded: hash), isEqual(number, text) { return number }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    /// Returns whether the string with this number has these bytes.
    @inlinable
    package func isEqual(_ number: Int, _ text: FieldBytes) -> Bool {
        let start = starts[number]
        let length = starts[number + 1] - start
        guard length == text.count else { return false }
        return bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return length == 0 }
            return FieldBytes(start: base + start, count: length).isEqual(to: text)
        }
    }

    /// Inserts a string that is not yet in the table, and returns its number.
    @discardableResult
    package mutating func insert(_ text: FieldBytes) -> Int {
        if (count + 1) * 2 > places.count { grow() }
        let hash = UInt32(truncatingIfNeeded: text.hash(seed: seed))
        let number = count
        occupy(placeFor: hash, number)
        hashes.append(hash)
        bytes.append(contentsOf: text.buffer)
        starts.append(bytes.count)
        return number
    }

    private mutating func occupy(placeFor hash: UInt32, _ number: Int) {
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
        places[place] = Int32(truncatingIfNeeded: number)
    }

    private mutating func grow() {
        places = [Int32](repeating: -1, count: places.count * 2)
        for number in 0..<count { occupy(placeFor: hashes[number], number) }
    }
}
