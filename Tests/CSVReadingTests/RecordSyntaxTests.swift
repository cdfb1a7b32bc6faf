import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("Records and fields (RFC 4180)")
struct RecordSyntaxTests {
    /// The records of a text, each with its row.
    private func records(
        _ text: String, limits: CSVLimits = CSVLimits(), pieceSize: Int = .max
    ) throws(FileFault) -> [String] {
        let records = CSVRecords(
            file: .events, source: MemoryBytes(Array(text.utf8), pieceSize: pieceSize), limits: limits)
        var found: [String] = []
        while try records.next() {
            let fields = (0..<records.fieldCount).map { records.field($0).text }
            found.append("\(records.row):\(fields.joined(separator: "|"))\(records.isMalformed ? "!" : "")")
        }
        return found
    }

    @Test(arguments: [
        ("a,b\nc,d\n", ["1:a|b", "2:c|d"]),
        ("a,b\r\nc,d\r\n", ["1:a|b", "2:c|d"]),
        ("a,b\rc,d\r", ["1:a|b", "2:c|d"]),
        ("a,b\nc,d", ["1:a|b", "2:c|d"]),
        ("\u{FEFF}a,b\n", ["1:a|b"]),
        ("a,\n,b\n", ["1:a|", "2:|b"]),
        ("a,", ["1:a|"]),
        ("\"a,b\",\"c\"\"d\"\"\"\n", ["1:a,b|c\"d\""]),
        ("\"a\nb\r\nc\rd\",e\nf\n", ["1:a\nb\r\nc\rd|e", "5:f"]),
        ("\"\",\"\"\"\"\n", ["1:|\""]),
        ("a\n\n \t \n,,\n\r\nb\n", ["1:a", "6:b"]),
        ("  a , \" b \" \n", ["1:a|\" b \""]),
        ("\" b \"\n", ["1:b"]),
        ("5\" x,a\"b\n", ["1:5\" x|a\"b"]),
        ("\"a\"b,c\n", ["1:a|c!"]),
        ("\"a\"", ["1:a"]),
        ("é,\u{1F600}\n", ["1:é|\u{1F600}"]),
        ("", []),
        ("\n\n", []),
    ])
    func `a text falls into these records whatever the pieces it comes in`(text: String, expected: [String]) throws {
        for pieceSize in [Int.max, 1, 2, 3, 7] {
            #expect(try records(text, pieceSize: pieceSize) == expected)
            let small = CSVLimits(fieldBytes: 64, recordBytes: 64, bufferBytes: 67)
            #expect(try records(text, limits: small, pieceSize: pieceSize) == expected)
        }
    }

    @Test func `a quote that never closes names the row where it opened`() {
        #expect(throws: FileFault.unclosedQuote(.events, row: 3)) { try records("a\nb\n\"c\nd\ne\n") }
    }

    @Test func `a field of the longest length is read and a longer one refused`() throws {
        let limits = CSVLimits(fieldBytes: 10, recordBytes: 100, bufferBytes: 128)
        #expect(try records("a,0123456789,b\n", limits: limits) == ["1:a|0123456789|b"])
        #expect(throws: FileFault.fieldTooLong(.events, row: 2, limit: 10, isQuoted: false)) {
            try records("a\n01234567890\n", limits: limits)
        }
        #expect(throws: FileFault.fieldTooLong(.events, row: 1, limit: 10, isQuoted: true)) {
            try records("\"" + String(repeating: "x\n", count: 1_000), limits: limits)
        }
    }

    @Test func `a record that is too long is refused before the rest of the file is read`() {
        let limits = CSVLimits(fieldBytes: 10, recordBytes: 20, bufferBytes: 32)
        #expect(throws: FileFault.recordTooLong(.events, row: 1, limit: 20)) {
            try records(String(repeating: "1234,", count: 1_000), limits: limits)
        }
    }

    @Test func `more lines than can be numbered are refused`() {
        #expect(throws: FileFault.tooManyRows(.events, limit: 2)) {
            try records("a\nb\nc\n", limits: CSVLimits(lines: 2))
        }
    }

    @Test(arguments: [
        [0x61, 0x0A, 0x00], [0x61, 0x0A, 0xFF], [0x61, 0x0A, 0xC3], [0x61, 0x0A, 0xC0, 0x80],
        [0x61, 0x0A, 0xED, 0xA0, 0x80], [0x61, 0x0A, 0xF4, 0x90, 0x80, 0x80], [0x61, 0x0D, 0x0A, 0xE0, 0x80, 0x80],
        [0x61, 0x0A, 0x80], [0x61, 0x0D, 0xF8, 0x88, 0x80, 0x80, 0x80], [0x61, 0x0A, 0xE2, 0x82],
    ])
    func `bytes that are no text are refused with their row`(bytes: [UInt8]) {
        for pieceSize in [Int.max, 1] {
            let records = CSVRecords(
                file: .events, source: MemoryBytes(bytes, pieceSize: pieceSize), limits: CSVLimits())
            var fault: FileFault?
            do throws(FileFault) {
                while try records.next() {}
            } catch {
                fault = error
            }
            #expect(fault?.kind == .notText)
            #expect(fault?.row == 2)
        }
    }

    @Test func `every character of Unicode is text`() throws {
        let all = (1...0x10FFFF).compactMap { Unicode.Scalar(UInt32($0)) }
        var check = UTF8Check()
        var text = ""
        for scalar in all { text.unicodeScalars.append(scalar) }
        let fault = Array(text.utf8).withUnsafeBytes { check.firstFault(in: $0) }
        #expect(fault == nil)
        #expect(!check.isInsideCharacter)
    }
}
