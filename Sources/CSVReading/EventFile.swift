import ClinicalModel
import OrderedPieces
import RosterModel
import Synchronization

/// Reads `events.csv` in pieces, on all processors.
///
/// Where a record begins, and which agents were met before, is known only when all before it was read. So a piece is read on a
/// guess: that a line that ends in it ends a record, and that the agents are those known by now. When its turn comes, it is
/// looked whether that was right; where it was not, the piece is read again. What comes out is what one thread would read.
struct EventFile<Source: ByteSource>: Sendable {
    let source: Source
    let limits: CSVLimits
    let columns: EventColumnIndices
    let vocabulary: EventVocabulary
    let mrns: ByteStringTable
    let threads: Int

    /// What is known when a piece is read.
    private struct Known: Sendable {
        var agents: AgentTable
        /// How many faults were told.
        var told: Int
    }

    /// Reads all rows behind the header.
    ///
    /// - Parameter unknownColumns: what nothing reads, and the row of the header.
    func rows(unknownColumns: (problem: RowProblem, row: Int)?) throws(FileFault) -> (EventRows, ContentHash) {
        var start = EventRows()
        if let (problem, row) = unknownColumns { start.note(problem, row: row) }
        // Nearly all words and agents of a file are met in its first piece.
        let first = piece(0, begin: 0, start)
        if let fault = first.fault { throw fault }
        var rows = first.rows
        rows.reserve(expecting: source.expectedSize, after: first.finish)
        var (hash, finish, rowsBefore) = (first.hash, first.finish, first.lineCount)
        var numbers = rows.events.numbers
        let known = Mutex(Known(agents: rows.agents, told: rows.log.faults.count))
        let pieceCount = max(1, (source.expectedSize + limits.pieceBytes - 1) / limits.pieceBytes)
        try OrderedPieces.forEach(pieceCount - 1, threads: threads) { number in
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

    /// Reads a piece into rows that hold none yet. The first one holds the header, which was read before.
    ///
    /// - Parameter begin: where its first record begins; nil where that is to be guessed.
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
                // What cannot be read a second time is told by the fault that is known.
            }
        }
        return EventPiece(
            rows: rows, begin: begin, agentsBefore: start.agents.count, finish: finish, lineCount: lineCount,
            lastRow: lastRow, fault: fault, hash: records.contentHash)
    }
}

/// What was read of a piece of `events.csv`: the rows that begin in it, and what they were read by.
struct EventPiece: Sendable {
    /// The rows, counted from the first.
    let rows: EventRows
    /// Where the first record begins, in bytes of the file; nil where no line ends in the piece.
    let begin: Int?
    /// How many agents were known before.
    let agentsBefore: Int
    /// Where the first record behind the piece begins.
    let finish: Int
    /// How many lines the records take.
    let lineCount: Int
    /// The row of the last record that was read.
    let lastRow: Int
    /// What ended the reading before the end of the piece, its row counted like the others.
    let fault: FileFault?
    /// The hash of the bytes of the piece.
    let hash: ContentHash

    /// Whether reading the piece from a place on, with some agents known, would give the same.
    func stands(begin: Int, agents: AgentTable) -> Bool {
        self.begin == begin && (agentsBefore == agents.count || agentsBefore == rows.agents.count)
    }
}
