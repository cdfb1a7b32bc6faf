import RosterReading

/// The faults of one file's resources: the first thousand in words, all of them in number.
struct FileFaultLog {
    static let limit = 1_000
    private(set) var faults: [RosterFault] = []
    private(set) var total = 0
    private(set) var warnings = 0

    mutating func add(_ file: RosterFile, line: Int, _ fault: @autoclosure () -> FieldFault) {
        let fault = fault()
        total += 1
        if fault.severity == .warning { warnings += 1 }
        if faults.count < FileFaultLog.limit { faults.append(RosterFault(file: file, row: line, fault: fault)) }
    }
}
