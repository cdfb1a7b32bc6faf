/// What tells whether a file is still the one that was read.
public struct FileFingerprint: Hashable, Sendable {
    /// Bytes.
    public let size: Int
    /// When it was last written, in nanoseconds since 1970; zero where the bytes came from memory.
    public let modificationTime: Int
    /// Its inode; zero where the bytes came from memory.
    public let inode: UInt64
    /// A 64-bit hash of its bytes, good against accident and not against malice.
    public let contentHash: UInt64

    /// A fingerprint of these marks.
    public init(size: Int, modificationTime: Int, inode: UInt64, contentHash: UInt64) {
        self.size = size
        self.modificationTime = modificationTime
        self.inode = inode
        self.contentHash = contentHash
    }
}
