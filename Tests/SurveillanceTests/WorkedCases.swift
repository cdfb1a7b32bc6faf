import CSVReading
import ClinicalModel
import Foundation
import RosterModel
import Testing

/// The folder with the worked histories and what is owed in them.
enum WorkedCases {
    static let folder = String(#filePath.dropLast("SurveillanceTests/WorkedCases.swift".count)) + "Cases"

    static func roster() throws -> Roster {
        let reading = try RosterReader().read(folder: folder)
        #expect(reading.totals.rejectedRows == 0)
        return reading.roster
    }

    /// The rows of `expected.csv`, as text, without the header.
    static func expected() throws -> [String] {
        let text = try String(contentsOfFile: folder + "/expected.csv", encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }
}
