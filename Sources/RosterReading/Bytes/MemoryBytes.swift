/// A file that lies in memory, handed out in pieces of at most a given size.
package struct MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private let pieceSize: Int
    private var position = 0

    package init(_ bytes: [UInt8], pieceSize: Int = .max) {
        precondition(pieceSize > 0)
        self.bytes = bytes
        self.pieceSize = pieceSize
    }

    package var expectedSize: Int { bytes.count }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
        let count = min(buffer.count, bytes.count - position, pieceSize)
        bytes.withUnsafeBytes { all in
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
        }
        position += count
        return count
    }
}
