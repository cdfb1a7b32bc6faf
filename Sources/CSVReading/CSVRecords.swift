import Glibc
import RosterModel

/// Reads the records of a CSV file (RFC 4180), or those that begin in one piece of it, one at a time. Memory use does
/// not grow with the file.
///
/// Beyond the RFC: LF, CRLF and a lone CR end a line. A byte order mark is skipped, and so are records of only blanks.
/// Spaces and tabs around a value are dropped, inside quotes too. A quote inside an unquoted field is an ordinary
/// character. Text after a closing quote makes the record malformed, not the file.
final class CSVRecords<Source: ByteSource> {
    // Members that are not private are set by the byte scanner in the extension below.

    /// The file, as fault messages name it.
    let file: RosterFile
    /// The line on which the current record begins; the first line read is 1.
    var row = 0
    /// The number of fields in the current record.
    var fieldCount = 0
    /// Whether text follows a closing quote in the current record.
    var isMalformed = false
    /// The hash of the bytes of the piece read so far.
    private(set) var contentHash: ContentHash
    /// The line on which the next record begins.
    var line = 1

    private let source: Source
    let limits: CSVLimits
    private let piece: Range<Int>
    let buffer: UnsafeMutablePointer<UInt8>
    let spans: UnsafeMutablePointer<FieldSpan>
    var marks = DelimiterMarks()
    var nextMark = 0
    private var utf8 = UTF8Check()
    /// The file offset of the start of the buffer.
    private var bufferOffset: Int
    var position = 0
    var end = 0
    var isAtEnd = false
    /// What at `end` is not text: the invalid byte, or an inner nil if the file ends inside a character.
    private var textFault: UInt8??
    /// Whether the current record has a quoted field.
    var hasQuotes = false
    // Set after a CR that ended a record: a following LF belongs to it.
    var skipsLineFeed = false

    /// Creates a reader of a file's records.
    ///
    /// - Parameters:
    ///   - piece: the bytes of the file in which the wanted records begin.
    ///   - begin: the offset of the first of them. If it is unknown, call `seek` before asking for a record.
    init(file: RosterFile, source: Source, limits: CSVLimits, piece: Range<Int> = 0..<Int.max, begin: Int = 0) {
        precondition(limits.bufferBytes > limits.recordBytes + 2)
        self.file = file
        self.source = source
        self.limits = limits
        self.piece = piece
        bufferOffset = begin
        contentHash = ContentHash(blockBytes: limits.pieceBytes)
        buffer = .allocate(capacity: limits.bufferBytes)
        spans = .allocate(capacity: limits.columns)
    }

    deinit {
        buffer.deallocate()
        spans.deallocate()
    }

    /// The file offset of the next record.
    var offset: Int { bufferOffset + position }

    /// Moves to the first record of the piece, assuming that the piece does not begin inside quotes. Returns false if
    /// no line ends in it. Call it first, with the byte before the piece as `begin`.
    func seek() throws(FileFault) -> Bool {
        while true {
            while position < end {
                let byte = buffer[position]
                if byte == 0x0D, position + 1 == end, !isAtEnd { break }
                position += 1
                guard byte == 0x0A || byte == 0x0D else { continue }
                if byte == 0x0D, position < end, buffer[position] == 0x0A { position += 1 }
                check(from: position)
                return true
            }
            guard offset < piece.upperBound, !isAtEnd else { return false }
            makeRoom()
            _ = try load()
        }
    }

    /// Reads the rest of the piece for its hash; no record can be read after that.
    func skipRest() throws(FileFault) {
        (position, end) = (0, 0)
        bufferOffset = piece.lowerBound + contentHash.count
        while bufferOffset < piece.upperBound, try load() {
            bufferOffset += end
            end = 0
        }
    }

    /// Moves to the next non-blank record that begins in the piece. Returns false after the last.
    func next() throws(FileFault) -> Bool { try next(before: piece.upperBound) }

    /// Moves to the first non-blank record, wherever it begins. Returns false if there is none.
    func first() throws(FileFault) -> Bool { try next(before: .max) }

    private func next(before limit: Int) throws(FileFault) -> Bool {
        while true {
            if skipsLineFeed {
                if position == end, !isAtEnd, textFault == nil {
                    try refill()
                    continue
                }
                if position < end, buffer[position] == 0x0A { position += 1 }
                skipsLineFeed = false
            }
            guard offset < limit else { return false }
            // The marks cover commas only, no other separator.
            if limits.separator == UInt8(ascii: ","), scanMarked() {
                guard row <= limits.lines else { throw .tooManyRows(file, limit: limits.lines) }
                if !isBlank { return true }
                continue
            }
            switch scanRecord() {
            case .record:
                guard row <= limits.lines else { throw .tooManyRows(file, limit: limits.lines) }
                if !isBlank { return true }
            case .incomplete:
                if let textFault { throw .notText(file, row: line + lineEnds(before: end), byte: textFault) }
                try refill()
            case .endOfFile: return false
            case .fault(let fault): throw fault
            }
        }
    }

    /// Returns the next line as it stands, without its line feed, if it begins in the piece, is short and lies whole in
    /// the buffer. Returns nil otherwise. The line stays the next one until `pass`; whether it is a record is not
    /// checked.
    func nextLine() -> FieldBytes? {
        guard !skipsLineFeed, position < end, offset < piece.upperBound, line <= limits.lines else { return nil }
        let start = buffer + position
        let length = min(end - position, limits.comparedLineBytes, limits.fieldBytes, limits.recordBytes)
        guard let lineEnd = memchr(start, 0x0A, length) else { return nil }
        return FieldBytes(start: start, count: lineEnd - UnsafeMutableRawPointer(start))
    }

    /// Moves past the line that `nextLine` returned, which the caller found to be a record.
    func pass(_ record: FieldBytes) {
        row = line
        line &+= 1
        position &+= record.count &+ 1
    }

    /// Returns the value of a field of the current record, without quotes or surrounding blanks; empty beyond the last
    /// field.
    func field(_ index: Int) -> FieldBytes {
        guard index >= 0, index < fieldCount, index < limits.columns else { return FieldBytes(start: buffer, count: 0) }
        if hasQuotes, spans[index].hasDoubledQuotes { joinDoubledQuotes(of: index) }
        let span = spans[index]
        return FieldBytes(start: buffer + Int(span.start), count: Int(span.end - span.start)).trimmed
    }

    /// Returns the raw bytes of adjacent fields of the current record, with the commas between them; nil if a field is
    /// quoted.
    ///
    /// Two records with identical bytes here have identical values in these fields.
    func unquoted(_ fields: ClosedRange<Int>) -> FieldBytes? {
        guard !hasQuotes, fields.upperBound < min(fieldCount, limits.columns) else { return nil }
        let start = Int(spans[fields.lowerBound].start)
        return FieldBytes(start: buffer + start, count: Int(spans[fields.upperBound].end) - start)
    }

    private var isBlank: Bool {
        // The first field usually decides.
        if spans[0].end > spans[0].start, !FieldBytes.isBlank(buffer[Int(spans[0].start)]) { return false }
        guard !isMalformed else { return false }
        for index in 0..<min(fieldCount, limits.columns) {
            let span = spans[index]
            let bytes = FieldBytes(start: buffer + Int(span.start), count: Int(span.end - span.start))
            if !bytes.trimmed.isEmpty { return false }
        }
        return true
    }

    private func joinDoubledQuotes(of index: Int) {
        var target = Int(spans[index].start)
        var from = target
        while from < Int(spans[index].end) {
            let byte = buffer[from]
            buffer[target] = byte
            target += 1
            from += byte == UInt8(ascii: "\"") ? 2 : 1
        }
        spans[index].end = Int32(truncatingIfNeeded: target)
        spans[index].hasDoubledQuotes = false
    }

    private func refill() throws(FileFault) {
        makeRoom()
        let isFirst = offset == 0 && end == 0
        repeat {
            let fresh = end
            guard try load() else { break }
            check(from: fresh)
            // The byte order mark needs three bytes.
        } while isFirst && end < 3 && textFault == nil
        if isAtEnd, textFault == nil, utf8.isInsideCharacter {
            textFault = .some(nil)
            isAtEnd = false
        }
        if isFirst, end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
    }

    /// Moves the rest of the buffer to its start.
    private func makeRoom() {
        guard position > 0 else { return }
        buffer.update(from: buffer + position, count: end - position)
        bufferOffset += position
        end -= position
        position = 0
        marks.clear()
        nextMark = 0
    }

    /// Reads more: up to the end of the piece, and past it in small steps. Returns false at the end of the file.
    private func load() throws(FileFault) -> Bool {
        let offset = bufferOffset + end
        let left = offset < piece.upperBound ? piece.upperBound - offset : 65_536
        let free = UnsafeMutableRawBufferPointer(start: buffer + end, count: min(limits.bufferBytes - end, left))
        let count = try source.read(at: offset, into: free)
        guard count > 0 else {
            isAtEnd = true
            return false
        }
        // Bytes outside the piece are hashed with their own pieces.
        let hashed = (offset..<offset + count).clamped(to: piece)
        if !hashed.isEmpty {
            contentHash.add(
                UnsafeRawBufferPointer(start: buffer + (hashed.lowerBound - bufferOffset), count: hashed.count))
        }
        end += count
        return true
    }

    /// Checks that the bytes from `place` on are text. Nothing after an invalid byte is read.
    private func check(from place: Int) {
        let fresh = UnsafeRawBufferPointer(start: buffer + place, count: end - place)
        guard let fault = utf8.firstFault(in: fresh) else { return }
        textFault = fresh[fault]
        end = place + fault
    }
}

/// The limits beyond which a file is refused; they bound the memory a hostile file can claim.
struct CSVLimits: Sendable {
    /// The byte between fields.
    var separator = UInt8(ascii: ",")
    /// Bytes of one field as written, including quotes.
    var fieldBytes = 65_536
    /// Bytes of one record as written, without its line ending.
    var recordBytes = 1_048_576
    /// Columns in the header.
    var columns = 4_096
    /// Lines of a file: row numbers have 32 bits.
    var lines = Int(Int32.max)
    /// Bytes of the buffer, which must hold a record just over the limit.
    var bufferBytes = 2_097_152
    /// Bytes of the pieces that several threads read and hash separately.
    var pieceBytes = ContentHash.blockBytes
    /// The longest line, in bytes, that is compared whole with earlier lines.
    var comparedLineBytes = 512
}

/// The position of a field in the buffer, without its quotes.
struct FieldSpan {
    var start: Int32
    var end: Int32
    /// Whether it contains doubled quotes, each standing for one.
    var hasDoubledQuotes: Bool
}

/// Finds the beginning and end of records in the buffered bytes.
extension CSVRecords {
    enum Outcome {
        case record
        case incomplete
        case endOfFile
        case fault(FileFault)
    }

    func lineEnds(before place: Int) -> Int {
        var count = 0
        for index in position..<place {
            let byte = buffer[index]
            if byte == 0x0A || byte == 0x0D && (index + 1 >= place || buffer[index + 1] != 0x0A) { count += 1 }
        }
        return count
    }

    /// Finds the next record by its marks if it is plain: unquoted, short and whole in the buffer.
    func scanMarked() -> Bool {
        let places = marks.pointer
        while nextMark < marks.count, places[nextMark] < position { nextMark &+= 1 }
        if let plain = plainRecord(from: nextMark) { return plain }
        guard position < end else { return false }
        marks.mark(buffer, position..<min(end, position + DelimiterMarks.stretch))
        nextMark = 0
        return plainRecord(from: 0) ?? false
    }

    /// Returns whether the record that begins here is plain, and makes it current if so; nil if the marks end before it
    /// does.
    private func plainRecord(from firstMark: Int) -> Bool? {
        let (bytes, places, spans) = (buffer, marks.pointer, spans)
        let (count, columns, first) = (marks.count, limits.columns, position)
        var start = first
        var fields = 0
        var mark = firstMark
        while mark < count {
            let place = Int(places[mark])
            mark &+= 1
            let byte = bytes[place]
            if byte == 0x2C || byte == 0x0A || byte == 0x0D {
                if fields < columns {
                    spans[fields] = FieldSpan(
                        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: place),
                        hasDoubledQuotes: false)
                }
                fields &+= 1
                start = place &+ 1
                if byte == 0x2C { continue }
                guard place &- first <= min(limits.fieldBytes, limits.recordBytes) else { return false }
                row = line
                line &+= 1
                skipsLineFeed = byte == 0x0D
                position = start
                nextMark = mark
                fieldCount = fields
                isMalformed = false
                hasQuotes = false
                return true
            }
            // A quote that is not the first byte of a field is an ordinary character.
            if byte == 0x22, place == start { return false }
        }
        return nil
    }

    func scanRecord() -> Outcome {
        let bytes = UnsafePointer(buffer)
        let end = self.end
        guard position < end else { return isAtEnd ? .endOfFile : .incomplete }
        let recordEnd = position + limits.recordBytes
        var place = position
        var lines = line
        var fields = 0
        var malformed = false
        var quotes = false
        while true {
            let start = place
            let fieldEnd = start + limits.fieldBytes
            var span = FieldSpan(start: Int32(truncatingIfNeeded: start), end: 0, hasDoubledQuotes: false)
            var isClosed = true
            if place < end, bytes[place] == 0x22 {
                quotes = true
                isClosed = scanQuoted(bytes, &place, &span, &lines)
                let stray = place
                if isClosed { while place < end, !endsField(bytes[place]) { place &+= 1 } }
                malformed = malformed || place > stray
            } else {
                while place < end, !endsField(bytes[place]) { place &+= 1 }
                span.end = Int32(truncatingIfNeeded: place)
            }
            if place > min(fieldEnd, recordEnd) {
                return .fault(
                    fieldEnd < recordEnd
                        ? .fieldTooLong(file, row: line, limit: limits.fieldBytes, isQuoted: bytes[start] == 0x22)
                        : .recordTooLong(file, row: line, limit: limits.recordBytes))
            }
            if place == end || !isClosed {
                guard isAtEnd else { return .incomplete }
                guard isClosed else { return .fault(.unclosedQuote(file, row: line)) }
            }
            if fields < limits.columns { spans[fields] = span }
            fields &+= 1
            guard place < end else { break }
            let terminator = bytes[place]
            place &+= 1
            if terminator == limits.separator { continue }
            lines &+= 1
            skipsLineFeed = terminator == 0x0D
            break
        }
        row = line
        line = lines
        position = place
        fieldCount = fields
        isMalformed = malformed
        hasQuotes = quotes
        return .record
    }

    /// Moves past the closing quote. Returns false if the buffered bytes do not show where it is.
    private func scanQuoted(
        _ bytes: UnsafePointer<UInt8>, _ place: inout Int, _ span: inout FieldSpan, _ lines: inout Int
    ) -> Bool {
        place += 1
        span.start += 1
        while place < end {
            let byte = bytes[place]
            let hasNext = place + 1 < end
            // The meaning of a quote or CR depends on the byte after it.
            if byte == 0x22 || byte == 0x0D, !hasNext, !isAtEnd { return false }
            if byte == 0x22 {
                guard hasNext, bytes[place + 1] == 0x22 else {
                    span.end = Int32(truncatingIfNeeded: place)
                    place += 1
                    return true
                }
                span.hasDoubledQuotes = true
                place += 1
            } else if byte == 0x0A || byte == 0x0D && !(hasNext && bytes[place + 1] == 0x0A) {
                lines += 1
            }
            place += 1
        }
        return false
    }

    private func endsField(_ byte: UInt8) -> Bool {
        byte == limits.separator || byte == 0x0A || byte == 0x0D
    }
}

/// The positions in a stretch of bytes where a record may need a closer look: commas, quotes, line ends and a few
/// others.
///
/// Eight bytes are tested at once: the bytes that delimit fields and records are below `-` in ASCII, and few others in
/// a table are.
struct DelimiterMarks: ~Copyable {
    /// Bytes marked at once: a few records, since often only one of them needs a closer look.
    static let stretch = 256

    private let places: UnsafeMutablePointer<UInt32>
    /// The number of marked positions.
    private(set) var count = 0

    init() { places = .allocate(capacity: DelimiterMarks.stretch) }

    deinit { places.deallocate() }

    /// Clears all positions.
    mutating func clear() { count = 0 }

    /// The positions in memory: `count` of them, valid until the next stretch is marked.
    var pointer: UnsafePointer<UInt32> { UnsafePointer(places) }

    /// Replaces the positions with those of a new stretch of the buffer.
    mutating func mark(_ buffer: UnsafePointer<UInt8>, _ range: Range<Int>) {
        let raw = UnsafeRawPointer(buffer)
        var place = range.lowerBound
        var count = 0
        while place &+ 64 <= range.upperBound {
            // One bit per byte.
            var found: UInt64 = 0
            for word in 0..<8 {
                let bytes = raw.loadUnaligned(fromByteOffset: place &+ 8 &* word, as: UInt64.self).littleEndian
                found |= DelimiterMarks.below(bytes) &<< UInt64(truncatingIfNeeded: 8 &* word)
            }
            while found != 0 {
                places[count] = UInt32(truncatingIfNeeded: place &+ found.trailingZeroBitCount)
                count &+= 1
                found &= found &- 1
            }
            place &+= 64
        }
        while place < range.upperBound {
            if buffer[place] < 0x2D {
                places[count] = UInt32(truncatingIfNeeded: place)
                count &+= 1
            }
            place &+= 1
        }
        self.count = count
    }

    /// Returns which of eight bytes are below `-`, one bit each.
    @inline(__always)
    private static func below(_ bytes: UInt64) -> UInt64 {
        // The top bit of each byte ends up set if the byte is `-` or more, or not ASCII.
        let above = ((bytes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x5353_5353_5353_5353) | bytes
        let tops = (~above & 0x8080_8080_8080_8080) &>> 7
        return (tops &* 0x0102_0408_1020_4080) &>> 56
    }
}

/// The faults that make a file unreadable as CSV, or exceed a limit.
extension FileFault {
    static func notText(_ file: RosterFile, row: Int, byte: UInt8?) -> FileFault {
        let what =
            switch byte {
            case nil: "the file ends inside a character"
            case 0: "a NUL byte stands here, as in UTF-16 text or a damaged file"
            case 0xFE, 0xFF: "a byte stands here that UTF-8 never has, as in UTF-16 text"
            case .some: "a byte stands here that is not UTF-8, as in Windows-1252 or Latin-1 text"
            }
        return FileFault(.notText, file, row: row, reason: what, remedy: "export the file again as UTF-8 text")
    }

    static func unclosedQuote(_ file: RosterFile, row: Int) -> FileFault {
        FileFault(
            .unclosedQuote, file, row: row, reason: "a quote opens in this row and is never closed",
            remedy: "close it, or double it where it is part of the text")
    }

    static func fieldTooLong(_ file: RosterFile, row: Int, limit: Int, isQuoted: Bool) -> FileFault {
        FileFault(
            .fieldTooLong, file, row: row, reason: "a field of this row is longer than \(limit) bytes",
            remedy: isQuoted
                ? "close the quote that opens in this row, or shorten the text"
                : "shorten the text, or end the lines of the file")
    }

    static func recordTooLong(_ file: RosterFile, row: Int, limit: Int) -> FileFault {
        FileFault(
            .recordTooLong, file, row: row, reason: "the row that begins here is longer than \(limit) bytes",
            remedy: "end each row with a line end, and close every quote")
    }

    static func tooManyRows(_ file: RosterFile, limit: Int) -> FileFault {
        FileFault(
            .tooManyRows, file, reason: "the file has more than \(limit) lines",
            remedy: "export fewer patients, or an earlier cut-off of their events, into this folder")
    }

    static func noHeader(_ file: RosterFile) -> FileFault {
        FileFault(
            .noHeader, file, reason: "the file is empty",
            remedy: "write a first line with the names of the columns, even where no rows follow")
    }
}
