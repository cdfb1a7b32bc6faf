import Testing

@Suite("The clinical rooms know no clock")
struct PurityTests {
    @Test(arguments: ["CivilCalendar", "ClinicalModel", "Surveillance"])
    func `today is an argument in every clinical room`(room: String) throws {
        let files = try SourceTree.swiftFiles(in: "Sources/\(room)")
        #expect(!files.isEmpty)
        for file in files {
            let found = PurityTests.clocks(in: file.text)
            #expect(found.isEmpty, "\(file.path) asks for the time: \(found.joined(separator: ", "))")
        }
    }

    // A report or a reader that knew the day could disagree with the plan it belongs to.
    @Test(arguments: [
        "WireMapping", "RosterModel", "CSVReading", "FHIRReading", "RosterFolders", "ProtocolReading", "LocatedTOML",
        "SyntheticRoster", "AuditTrail", "ContactTime", "Delivery", "Metrics", "Exports",
    ])
    func `readers, reports and channels take the day from their callers`(room: String) throws {
        for file in try SourceTree.swiftFiles(in: "Sources/\(room)") {
            let found = PurityTests.clocks(in: file.text)
            #expect(found.isEmpty, "\(file.path) asks for the time: \(found.joined(separator: ", "))")
        }
    }

    @Test(arguments: [
        "let now = Date()", "Date.now", "let a: Date = .now", "clock_gettime(CLOCK_REALTIME, &t)", "time(nil)",
        "gettimeofday(&t, nil)", "ContinuousClock()",
    ])
    func `asking for the time is recognised`(code: String) {
        #expect(!PurityTests.clocks(in: code).isEmpty)
    }

    @Test(arguments: ["CivilDate(year: 1)", "// Date()", "PartialDate()", "let nowOwed = a.nowOwed", "\"Date()\""])
    func `dates that are no clocks are left alone`(code: String) {
        #expect(PurityTests.clocks(in: code).isEmpty)
    }

    private static func clocks(in text: String) -> [String] {
        let clock =
            /\bDate\s*\(\s*\)|\bclock_gettime\b|\btime\s*\(\s*nil\s*\)|\.now\b|\bgettimeofday\b|\b(Continuous|Suspending)Clock\b/
        return SwiftCode(text).withoutCommentsAndStrings.matches(of: clock).map { String($0.0) }
    }
}
