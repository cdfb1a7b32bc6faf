/// Where the bytes of a file come from.
package protocol ByteSource {
    /// How many bytes are to be expected in all.
    var expectedSize: Int { get }

    /// Fills the start of the buffer with the next bytes and tells how many; zero only at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int
}
