import RosterModel
import Testing

@Suite("The hash of a file")
struct ContentHashTests {
    @Test func `the content hash does not depend on the pieces and tells files apart`() {
        let bytes = (0..<100).map { UInt8($0) }
        var whole = ContentHash()
        bytes.withUnsafeBytes { whole.add($0) }
        for size in 1...40 {
            var pieces = ContentHash()
            for start in stride(from: 0, to: 100, by: size) {
                Array(bytes[start..<min(start + size, 100)]).withUnsafeBytes { pieces.add($0) }
            }
            #expect(pieces.value == whole.value)
        }
        var seen: Set<UInt64> = [whole.value]
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            var hash = ContentHash()
            other.withUnsafeBytes { hash.add($0) }
            #expect(seen.insert(hash.value).inserted)
        }
    }
}
