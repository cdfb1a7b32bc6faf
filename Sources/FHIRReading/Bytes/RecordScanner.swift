import RosterReading

/// The records of a file, one at a time.
protocol RecordScanner {
    /// The text of the current record.
    var text: [UInt8] { get }
    /// How many bytes were read.
    var byteCount: Int { get }
    /// The hash of the bytes read.
    var contentHash: UInt64 { get }
    /// The next record; nil at the end.
    mutating func next() throws(FileFault) -> RecordText?
    /// What is wrong with the file as a whole, once all records were given.
    func faultAtEnd(_ file: RosterFile) -> FileFault?
}
