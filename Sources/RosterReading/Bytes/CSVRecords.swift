/// The records of a CSV file (RFC 4180), one at a time, in memory that does not grow with the file.
///
/// Beyond the RFC: LF, CRLF and a lone CR end a line; a byte order mark is skipped; records of nothing but blanks are
/// skipped; spaces and tabs around a field's value are dropped, inside quotes too; a quote inside an unquoted field is
/// an ordinary character; text after a closing quote makes the record malformed, not the file.
struct CSVRecords<Source: ByteSource>: ~Copyable {
    /// The file as faults name it.
    let file: RosterFile
    /// The line on which the current record begins, the header's being 1.
    private(set) var row = 0
    /// How many fields the current record has.
    private(set) var fieldCount = 0
    /// Whether text follows a closing quote in the current record.
    private(set) var isMalformed = false
    /// The hash of the bytes read so far.
    private(set) var contentHash = ContentHash()
    /// How many bytes were read so far.
    private(set) var byteCount = 0

    private var source: Source
    private let limits: CSVLimits
    private let buffer: UnsafeMutablePointer<UInt8>
    private let spans: UnsafeMutablePointer<FieldSpan>
    private var utf8 = UTF8Check()
    private var position = 0
    private var end = 0
    private var isAtEnd = false
    private var line = 1
    // Set after a CR that ended a record: a LF that follows belongs to it.
    private var skipsLineFeed = false

    private enum Outcome {
        case record
        case incomplete
        case endOfFile
        case fault(FileFault)
    }

    init(file: RosterFile, source: Source, limits: CSVLimits) {
        precondition(limits.bufferBytes > limits.recordBytes + 2)
        self.file = file
        self.source = source
        self.limits = limits
        buffer = .allocate(capacity: limits.bufferBytes)
        spans = .allocate(capacity: limits.columns)
    }

    deinit {
        buffer.deallocate()
        spans.deallocate()
    }

    /// How many bytes the file should have.
    var expectedSize: Int { source.expectedSize }

    /// Goes to the next record that is not blank; false at the end of the file.
    mutating func next() throws(FileFault) -> Bool {
        while true {
            switch scanRecord() {
            case .record:
                guard row <= limits.lines else { throw .tooManyRows(file, limit: limits.lines) }
                if !isBlank { return true }
            case .incomplete: try refill()
            case .endOfFile: return false
            case .fault(let fault): throw fault
            }
        }
    }

    /// The value of a field of the current record, without quotes and without blanks around it; empty beyond the last.
    mutating func field(_ index: Int) -> FieldBytes {
        guard index >= 0, index < fieldCount, index < limits.columns else { return FieldBytes(start: buffer, count: 0) }
        if spans[index].hasDoubledQuotes { joinDoubledQuotes(of: index) }
        let span = spans[index]
        return FieldBytes(start: buffer + Int(span.start), count: Int(span.end - span.start)).trimmed
    }

    private var isBlank: Bool {
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

    private mutating func refill() throws(FileFault) {
        let rest = end - position
        if position > 0 { buffer.update(from: buffer + position, count: rest) }
        position = 0
        end = rest
        let isFirst = byteCount == 0
        while end < limits.bufferBytes {
            let free = UnsafeMutableRawBufferPointer(start: buffer + end, count: limits.bufferBytes - end)
            let count = try source.read(into: free)
            guard count > 0 else {
                isAtEnd = true
                break
            }
            let fresh = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(free)[..<count])
            contentHash.add(fresh)
            if let place = utf8.firstFault(in: fresh) {
                throw .notText(file, row: line + lineEnds(before: end + place), byte: fresh[place])
            }
            end += count
            byteCount += count
        }
        if isAtEnd, utf8.isInsideCharacter { throw .notText(file, row: line + lineEnds(before: end), byte: nil) }
        if isFirst, end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
    }

    private func lineEnds(before place: Int) -> Int {
        var count = 0
        for index in position..<place {
            let byte = buffer[index]
            if byte == 0x0A || byte == 0x0D && (index + 1 >= place || buffer[index + 1] != 0x0A) { count += 1 }
        }
        return count - (skipsLineFeed && position < place && buffer[position] == 0x0A ? 1 : 0)
    }

    private mutating func scanRecord() -> Outcome {
        let bytes = UnsafePointer(buffer)
        let end = self.end
        if skipsLineFeed, position < end {
            if bytes[position] == 0x0A { position += 1 }
            skipsLineFeed = false
        }
        guard position < end else { return isAtEnd ? .endOfFile : .incomplete }
        let recordEnd = position + limits.recordBytes
        var place = position
        var lines = line
        var fields = 0
        var malformed = false
        while true {
            let start = place
            let fieldEnd = start + limits.fieldBytes
            var span = FieldSpan(start: Int32(truncatingIfNeeded: start), end: 0, hasDoubledQuotes: false)
            var isClosed = true
            if place < end, bytes[place] == 0x22 {
                isClosed = scanQuoted(bytes, &place, &span, &lines)
                let stray = place
                if isClosed { while place < end, !CSVRecords.endsField(bytes[place]) { place &+= 1 } }
                malformed = malformed || place > stray
            } else {
                while place < end, !CSVRecords.endsField(bytes[place]) { place &+= 1 }
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
            if terminator == 0x2C { continue }
            lines &+= 1
            skipsLineFeed = terminator == 0x0D
            break
        }
        row = line
        line = lines
        position = place
        fieldCount = fields
        isMalformed = malformed
        return .record
    }

    /// Goes behind the closing quote; false where the bytes at hand do not tell where that is.
    private func scanQuoted(
        _ bytes: UnsafePointer<UInt8>, _ place: inout Int, _ span: inout FieldSpan, _ lines: inout Int
    ) -> Bool {
        place += 1
        span.start += 1
        while place < end {
            let byte = bytes[place]
            let hasNext = place + 1 < end
            // What a quote or a CR means depends on the byte behind it.
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

    private static func endsField(_ byte: UInt8) -> Bool {
        byte <= 0x2C && (byte == 0x2C || byte == 0x0A || byte == 0x0D)
    }
}
