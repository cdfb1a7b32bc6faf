/// Where the bytes of a file come from; read from several threads at once.
package protocol ByteSource: Sendable {
    /// How many bytes are to be expected in all.
    var expectedSize: Int { get }

    /// Fills the start of the buffer with the bytes from a place on and tells how many; zero only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int
}
