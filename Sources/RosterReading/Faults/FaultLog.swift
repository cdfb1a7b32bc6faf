/// The faults of one file: the first thousand in words, all of them in number, so that garbage cannot exhaust memory.
struct FaultLog {
    static let limit = 1_000

    let file: RosterFile
    private(set) var faults: [RosterFault] = []
    private(set) var counts: [FaultSeverity: Int] = [:]

    init(file: RosterFile) { self.file = file }

    var total: Int { counts.values.reduce(0, +) }

    /// Enters a fault; it is put into words only while there is room for it.
    mutating func add(_ problem: RowProblem, row: Int, severity: FaultSeverity? = nil) {
        let severity = severity ?? problem.kind.severity
        counts[severity, default: 0] += 1
        guard faults.count < FaultLog.limit else { return }
        faults.append(RosterFault(file: file, row: row, fault: problem.inWords(severity: severity)))
    }
}
