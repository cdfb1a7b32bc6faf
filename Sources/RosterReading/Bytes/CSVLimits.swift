/// How much of a file is taken before it is refused: what bounds the memory that a hostile file can claim.
struct CSVLimits: Sendable {
    /// What stands between fields.
    var separator = UInt8(ascii: ",")
    /// Bytes of one field as written, quotes included.
    var fieldBytes = 65_536
    /// Bytes of one record as written, without its line end.
    var recordBytes = 1_048_576
    /// Columns of the header.
    var columns = 4_096
    /// Lines of a file: row numbers are kept in 32 bits.
    var lines = Int(Int32.max)
    /// Bytes of the buffer; it must hold a record that is just too long.
    var bufferBytes = 2_097_152
    /// Bytes of the pieces in which a file is read by several threads; they are hashed each by itself, too.
    var pieceBytes = 1_048_576
    /// Bytes up to which a line is compared as a whole with those before it.
    var comparedLineBytes = 512
}
