import CSVReading
import ClinicalModel
import Foundation
import RosterModel
import TestSupport
import Testing

/// The folder with the worked histories and what is owed in them.
enum WorkedCases {
    static func roster() throws -> Roster {
        let reading = try CSVReader().read(folder: PackageFolder.cases)
        #expect(reading.totals.rejectedRows == 0)
        return reading.roster
    }

    /// The rows of `expected.csv`, as text, without the header.
    static func expected() throws -> [String] {
        let text = try PackageFolder.text(of: "Tests/Cases/expected.csv")
        return text.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }
}
