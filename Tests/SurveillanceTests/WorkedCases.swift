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

    /// The rows of a file of what is owed, as text, without the header.
    static func expected(_ file: String) throws -> [String] {
        let text = try PackageFolder.text(of: "Tests/Cases/\(file)")
        return text.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }
}
