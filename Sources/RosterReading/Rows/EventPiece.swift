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
