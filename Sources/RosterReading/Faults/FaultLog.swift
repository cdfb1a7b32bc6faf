/// The faults of one file: the first thousand in words, all of them in number, so that garbage cannot exhaust memory.
struct FaultLog: Sendable {
    static let limit = 1_000

    let file: RosterFile
    /// How many of the first thousand others have told already.
    private let told: Int
    private(set) var faults: [RosterFault] = []
    private(set) var counts: [FaultSeverity: Int] = [:]

    init(file: RosterFile, told: Int = 0) {
        self.file = file
        self.told = told
    }

    var total: Int { counts.values.reduce(0, +) }

    /// Enters a fault; it is put into words only while there is room for it.
    mutating func add(_ problem: RowProblem, row: Int, severity: FaultSeverity? = nil) {
        let severity = severity ?? problem.kind.severity
        counts[severity, default: 0] += 1
        guard told + faults.count < FaultLog.limit else { return }
        faults.append(RosterFault(file: file, row: row, fault: problem.inWords(severity: severity)))
    }

    /// Adds the faults of rows that follow, counted from another line.
    mutating func append(_ next: FaultLog, rowsBefore: Int) {
        counts.merge(next.counts, uniquingKeysWith: +)
        for fault in next.faults.prefix(max(0, FaultLog.limit - told - faults.count)) {
            faults.append(fault.moved(by: rowsBefore))
        }
    }
}
