/// A file that lies in memory, handed out in parts of at most a given size.
package struct MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private let partSize: Int

    package init(_ bytes: [UInt8], pieceSize: Int = .max) {
        precondition(pieceSize > 0)
        self.bytes = bytes
        partSize = pieceSize
    }

    package var expectedSize: Int { bytes.count }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
        let count = max(0, min(buffer.count, bytes.count - offset, partSize))
        bytes.withUnsafeBytes { all in
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: all.dropFirst(offset).prefix(count)))
        }
        return count
    }
}
