import Glibc

/// The records of a CSV file (RFC 4180), or those that begin in a piece of it, one at a time, in memory that does not grow
/// with the file.
///
/// Beyond the RFC: LF, CRLF and a lone CR end a line; a byte order mark is skipped; records of nothing but blanks are
/// skipped; spaces and tabs around a field's value are dropped, inside quotes too; a quote inside an unquoted field is
/// an ordinary character; text after a closing quote makes the record malformed, not the file.
final class CSVRecords<Source: ByteSource> {
    // What is not private is set where the bytes are scanned: see `CSVRecords+Scanning.swift`.

    /// The file as faults name it.
    let file: RosterFile
    /// The line on which the current record begins, the first that was read being 1.
    var row = 0
    /// How many fields the current record has.
    var fieldCount = 0
    /// Whether text follows a closing quote in the current record.
    var isMalformed = false
    /// The hash of the bytes of the piece that were read so far.
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
    /// Where in the file the buffer begins.
    private var bufferOffset: Int
    var position = 0
    var end = 0
    var isAtEnd = false
    /// What the file holds at `end` that is no text: the byte, or nil for an end of file inside a character.
    private var textFault: UInt8??
    /// Whether a field of the current record is quoted.
    var hasQuotes = false
    // Set after a CR that ended a record: a LF that follows belongs to it.
    var skipsLineFeed = false

    /// Records of a file.
    ///
    /// - Parameters:
    ///   - piece: where the records begin that are wanted, in bytes of the file.
    ///   - begin: where the first of them begins. Where it is not known, `seek` finds it before the first is asked for.
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

    /// Where the next record begins, in bytes of the file.
    var offset: Int { bufferOffset + position }

    /// Goes to the first record of the piece, on the guess that the piece does not begin inside quotes; false where no line
    /// ends in it. To be called first, with the byte before the piece as `begin`.
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

    /// Reads what is left of the piece for its hash; no record can be asked for after that.
    func skipRest() throws(FileFault) {
        (position, end) = (0, 0)
        bufferOffset = piece.lowerBound + contentHash.count
        while bufferOffset < piece.upperBound, try load() {
            bufferOffset += end
            end = 0
        }
    }

    /// Goes to the next record that is not blank and begins in the piece; false behind the last.
    func next() throws(FileFault) -> Bool { try next(before: piece.upperBound) }

    /// Goes to the first record that is not blank, wherever it begins; false where there is none.
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
            // Only commas are marked.
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

    /// The next line as it stands, without its line feed, where it begins in the piece, is short, and lies whole in the buffer; nil
    /// otherwise. It stays the next one until `pass`; whether it is a record is not looked at.
    func nextLine() -> FieldBytes? {
        guard !skipsLineFeed, position < end, offset < piece.upperBound, line <= limits.lines else { return nil }
        let start = buffer + position
        let length = min(end - position, limits.comparedLineBytes, limits.fieldBytes, limits.recordBytes)
        guard let lineEnd = memchr(start, 0x0A, length) else { return nil }
        return FieldBytes(start: start, count: lineEnd - UnsafeMutableRawPointer(start))
    }

    /// Goes past the line that `nextLine` has given, which was a record.
    func pass(_ record: FieldBytes) {
        row = line
        line &+= 1
        position &+= record.count &+ 1
    }

    /// The value of a field of the current record, without quotes and without blanks around it; empty beyond the last.
    func field(_ index: Int) -> FieldBytes {
        guard index >= 0, index < fieldCount, index < limits.columns else { return FieldBytes(start: buffer, count: 0) }
        if hasQuotes, spans[index].hasDoubledQuotes { joinDoubledQuotes(of: index) }
        let span = spans[index]
        return FieldBytes(start: buffer + Int(span.start), count: Int(span.end - span.start)).trimmed
    }

    /// The bytes of several fields of the current record as they stand, with the commas between them; nil where a field is quoted.
    ///
    /// Two records that have the same bytes here have the same values in these fields.
    func unquoted(_ fields: ClosedRange<Int>) -> FieldBytes? {
        guard !hasQuotes, fields.upperBound < min(fieldCount, limits.columns) else { return nil }
        let start = Int(spans[fields.lowerBound].start)
        return FieldBytes(start: buffer + start, count: Int(spans[fields.upperBound].end) - start)
    }

    private var isBlank: Bool {
        // Mostly the first field settles it.
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
            // The byte order mark is known by three bytes.
        } while isFirst && end < 3 && textFault == nil
        if isAtEnd, textFault == nil, utf8.isInsideCharacter {
            textFault = .some(nil)
            isAtEnd = false
        }
        if isFirst, end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
    }

    /// Moves what is left of the buffer to its start.
    private func makeRoom() {
        guard position > 0 else { return }
        buffer.update(from: buffer + position, count: end - position)
        bufferOffset += position
        end -= position
        position = 0
        marks.clear()
        nextMark = 0
    }

    /// Reads on: up to the end of the piece, and behind it a little at a time; false at the end of the file.
    private func load() throws(FileFault) -> Bool {
        let offset = bufferOffset + end
        let left = offset < piece.upperBound ? piece.upperBound - offset : 65_536
        let free = UnsafeMutableRawBufferPointer(start: buffer + end, count: min(limits.bufferBytes - end, left))
        let count = try source.read(at: offset, into: free)
        guard count > 0 else {
            isAtEnd = true
            return false
        }
        // What lies before or behind the piece is hashed with the pieces it lies in.
        let hashed = (offset..<offset + count).clamped(to: piece)
        if !hashed.isEmpty {
            contentHash.add(
                UnsafeRawBufferPointer(start: buffer + (hashed.lowerBound - bufferOffset), count: hashed.count))
        }
        end += count
        return true
    }

    /// Looks whether the bytes from a place on are text. Behind one that is not, nothing is read.
    private func check(from place: Int) {
        let fresh = UnsafeRawBufferPointer(start: buffer + place, count: end - place)
        guard let fault = utf8.firstFault(in: fresh) else { return }
        textFault = fresh[fault]
        end = place + fault
    }
}
