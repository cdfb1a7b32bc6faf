/// What is wrong with a site's rows before they are read: the first thousand in words, and how many there are.
struct MappedFaults {
    private(set) var faults: [RosterFault] = []
    /// How many faults there are, by what they cost.
    private(set) var counts: [FaultSeverity: Int] = [:]

    var total: Int { counts.values.reduce(0, +) }

    mutating func add(_ fault: FieldFault, _ file: RosterFile, row: Int) {
        counts[fault.severity, default: 0] += 1
        if faults.count < FaultLog.limit {
            faults.append(RosterFault(file: file, row: row, fault: fault))
        }
    }

    mutating func add(_ problem: RowProblem, _ file: RosterFile, row: Int) {
        add(problem.inWords(severity: problem.kind.severity), file, row: row)
    }
}
