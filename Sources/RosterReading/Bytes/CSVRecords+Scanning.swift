/// Finding where records begin and end in the bytes at hand.
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

    /// Finds the next record by its marks, where it is a plain one: without quotes, short, and whole in the buffer.
    func scanMarked() -> Bool {
        let places = marks.pointer
        while nextMark < marks.count, places[nextMark] < position { nextMark &+= 1 }
        if let plain = plainRecord(from: nextMark) { return plain }
        guard position < end else { return false }
        marks.mark(buffer, position..<min(end, position + DelimiterMarks.stretch))
        nextMark = 0
        return plainRecord(from: 0) ?? false
    }

    /// Whether the record that begins here is a plain one, which is then the current one; nil where the marks end before it.
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

    private func endsField(_ byte: UInt8) -> Bool {
        byte == limits.separator || byte == 0x0A || byte == 0x0D
    }
}
