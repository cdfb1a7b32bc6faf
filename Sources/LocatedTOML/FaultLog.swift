/// The faults found so far in one file; shared by the tables of the file.
final class FaultLog {
    let file: String
    private(set) var faults: [ConfigurationFault] = []

    init(file: String, faults: [ConfigurationFault] = []) {
        self.file = file
        self.faults = faults
    }

    func report(line: Int?, keyPath: String, reason: String, remedy: String) {
        faults.append(
            ConfigurationFault(file: file, line: line, keyPath: keyPath, reason: reason, remedy: remedy))
    }

    func report(_ fault: ReadingFault, line: Int?, keyPath: String) {
        report(line: line, keyPath: keyPath, reason: fault.reason, remedy: fault.remedy)
    }
}
