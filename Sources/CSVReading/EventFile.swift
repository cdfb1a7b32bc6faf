import ClinicalModel
import ParallelMap
import RosterModel
import Synchronization

/// Reads `events.csv` in pieces, on all processors.
///
/// Where a record begins, and which agents came earlier, is known only after everything before it has been read. So
/// each piece is read on a guess: that a line end in it ends a record, and that the known agents are those found so
/// far. When the piece's turn comes, the guess is checked; if it was wrong, the piece is read again. The result is the
/// same as that of a single thread.
struct EventFile<Source: ByteSource>: Sendable {
    let source: Source
    let limits: CSVLimits
    let columns: EventColumnIndices
    let vocabulary: EventVocabulary
    let mrns: ByteStringTable
    let threads: Int

    /// What is known when the reading of a piece starts.
    private struct Known: Sendable {
        var agents: AgentTable
        /// The number of faults already reported.
        var told: Int
    }

    /// Reads all rows after the header.
    ///
    /// - Parameter unknownColumns: the unread columns and the row of the header.
    func rows(unknownColumns: (problem: RowProblem, row: Int)?) throws(FileFault) -> (EventRows, ContentHash) {
        var start = EventRows()
        if let (problem, row) = unknownColumns { start.note(problem, row: row) }
        // Nearly all words and agents of a file occur in its first piece.
        let first = piece(0, begin: 0, start)
        if let fault = first.fault { throw fault }
        var rows = first.rows
        rows.reserve(expecting: source.expectedSize, after: first.finish)
        var (hash, finish, rowsBefore) = (first.hash, first.finish, first.lineCount)
        var numbers = rows.events.numbers
        let known = Mutex(Known(agents: rows.agents, told: rows.log.faults.count))
        let pieceCount = max(1, (source.expectedSize + limits.pieceBytes - 1) / limits.pieceBytes)
        try parallelMap(pieceCount - 1, threads: threads) { number in
            let known = known.withLock { $0 }
            let rows = EventRows(after: first.rows, told: known.told, agents: known.agents)
            return piece(number + 1, begin: nil, rows)
        } take: { (number, guessed) throws(FileFault) in
            hash.append(guessed.hash)
            // A record may be longer than a piece.
            if finish >= (number + 2) * limits.pieceBytes { return }
            var piece = guessed
            if !guessed.stands(begin: finish, agents: rows.agents) {
                let again = EventRows(after: first.rows, told: rows.log.faults.count, agents: rows.agents)
                piece = self.piece(number + 1, begin: finish, again)
            }
            guard rowsBefore + piece.lastRow <= limits.lines else { throw .tooManyRows(.events, limit: limits.lines) }
            if let fault = piece.fault { throw fault.moved(by: rowsBefore) }
            rows.append(piece.rows, rowsBefore: rowsBefore, numbers: &numbers)
            (finish, rowsBefore) = (piece.finish, rowsBefore + piece.lineCount)
            let now = Known(agents: rows.agents, told: rows.log.faults.count)
            known.withLock { $0 = now }
        }
        return (rows, hash)
    }

    /// Reads a piece into rows that are still empty. The first piece holds the header, which has already been read.
    ///
    /// - Parameter begin: the offset of its first record; nil to guess it.
    private func piece(_ number: Int, begin: Int?, _ start: EventRows) -> EventPiece {
        let range = number * limits.pieceBytes..<(number + 1) * limits.pieceBytes
        let records = CSVRecords(
            file: .events, source: source, limits: limits, piece: range, begin: begin ?? range.lowerBound - 1)
        let (columns, vocabulary, mrns) = (columns, vocabulary, mrns)
        var rows = start
        var begin = begin
        var fault: FileFault?
        do throws(FileFault) {
            if number == 0 {
                _ = try records.first()
            } else if begin == nil, try records.seek() {
                begin = records.offset
            }
            if begin != nil {
                repeat {
                    if columns.tail != nil { rows.readRepeated(records, mrns) }
                    guard try records.next() else { break }
                    rows.read(records, columns, vocabulary, mrns)
                } while true
            }
        } catch {
            fault = error
        }
        let (finish, lineCount, lastRow) = (records.offset, records.line - 1, records.row)
        if fault != nil {
            do throws(FileFault) {
                try records.skipRest()
            } catch {
                // If the second reading fails, the known fault is reported.
            }
        }
        return EventPiece(
            rows: rows, begin: begin, agentsBefore: start.agents.count, finish: finish, lineCount: lineCount,
            lastRow: lastRow, fault: fault, hash: records.contentHash)
    }
}

/// The result of reading one piece of `events.csv`: the rows that begin in it, and the assumptions they were read
/// under.
struct EventPiece: Sendable {
    /// The rows, counted from the first row of the piece.
    let rows: EventRows
    /// The file offset of the first record; nil if no line ends in the piece.
    let begin: Int?
    /// The number of agents known beforehand.
    let agentsBefore: Int
    /// The offset of the first record after the piece.
    let finish: Int
    /// The number of lines the records occupy.
    let lineCount: Int
    /// The row of the last record read.
    let lastRow: Int
    /// The fault that ended reading before the end of the piece, its row counted like the others.
    let fault: FileFault?
    /// The hash of the bytes of the piece.
    let hash: ContentHash

    /// Returns whether reading the piece from `begin`, with these agents known, would give the same result.
    func stands(begin: Int, agents: AgentTable) -> Bool {
        self.begin == begin && (agentsBefore == agents.count || agentsBefore == rows.agents.count)
    }
}
