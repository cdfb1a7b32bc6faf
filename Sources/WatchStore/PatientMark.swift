/// What tells whether a patient of the export is as before, and where the patient's rows stand.
public struct PatientMark: Hashable, Sendable {
    /// A hash of all that the evaluation and the reports read of the patient, rows apart: where it is unchanged, so is what the
    /// patient is owed. Zero where there is no patient, one where it was never worked out.
    public var contentHash: UInt64
    /// A hash of how far the patient's events stand from one another in the files.
    public var spacing: UInt32
    /// The line of `patients.csv` on which the patient's row begins.
    public var row: Int32
    /// The line of `events.csv` on which the first event begins; 0 where there are none.
    public var firstEventRow: Int32

    /// A mark of these parts.
    public init(contentHash: UInt64, spacing: UInt32, row: Int32, firstEventRow: Int32) {
        self.contentHash = contentHash
        self.spacing = spacing
        self.row = row
        self.firstEventRow = firstEventRow
    }

    /// The mark of a number that no patient has.
    public static let none = PatientMark(contentHash: 0, spacing: 0, row: 0, firstEventRow: 0)

    /// The hash of a patient whose records were never hashed.
    static let unknownHash: UInt64 = 1
}

/// The stored form: the four numbers in their order, the lowest byte of each first.
extension PatientMark {
    static let byteCount = 20

    init(stored bytes: UnsafeRawBufferPointer, at offset: Int) {
        func number<Number: FixedWidthInteger>(_ place: Int) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + place, as: Number.self))
        }
        self.init(contentHash: number(0), spacing: number(8), row: number(12), firstEventRow: number(16))
    }

    func store(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: contentHash.littleEndian, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: spacing.littleEndian, toByteOffset: offset + 8, as: UInt32.self)
        bytes.storeBytes(of: row.littleEndian, toByteOffset: offset + 12, as: Int32.self)
        bytes.storeBytes(of: firstEventRow.littleEndian, toByteOffset: offset + 16, as: Int32.self)
    }
}
