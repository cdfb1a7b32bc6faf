import ClinicalModel
import ParallelMap
import RosterModel
import WatchStore

/// A new roster held against the one in force: who is who, who has changed, who is missing.
///
/// An export mostly lists its patients in the order in which they came into the store. So each is first looked for where the
/// order says, by the hash of all that the export holds of them, record number included; only who is not found there is looked up
/// by the number. What it costs beside hashing follows what changed.
struct RosterComparison {
    private static let pieceSize = 512

    /// The numbers in the store of the roster's patients, in its order; zero for those who are new.
    private(set) var numbers: [Int64] = []
    /// The places of those whose plan may differ: new ones, changed ones, returned ones.
    private(set) var evaluated: [Int32] = []
    /// The places of those who are as they were, but for how far apart their events stand in the file.
    private(set) var spaced: [Int32] = []
    /// The marks of all patients of the store, those of the roster's known ones as they are now.
    var marks: PatientMarks
    /// The numbers of those whom the roster in force has and the new one has not.
    private(set) var vanished: [Int64] = []
    /// How many the roster in force has.
    let previous: Int
    /// What changed, in patients.
    private(set) var change = RosterChange()

    /// Compares a roster with what a reader finds.
    ///
    /// - Parameters:
    ///   - isEveryPlan: whether the plans of all are in question, whatever changed.
    ///   - keepGoing: asked now and then; what it throws ends the comparison.
    init(
        _ roster: Roster, _ reader: StoreReader, isEveryPlan: Bool, keepGoing: (Int) throws -> Void
    ) throws {
        marks = try reader.marks()
        let absent = try reader.absentNumbers()
        let known = marks.end
        var isMissing = (0..<known).map { [marks] in marks[$0] != .none && !absent.contains($0) }
        previous = isMissing.count { $0 }
        numbers.reserveCapacity(roster.patients.count)
        let marker = PatientMarker(of: roster)
        var places = ExpectedPlaces()
        var lookUp = NumberLookUp(reader, isEmpty: known == 0)
        let pieces = (roster.patients.count + RosterComparison.pieceSize - 1) / RosterComparison.pieceSize
        try parallelMap(pieces) { piece in
            RosterComparison.range(piece, roster).map { marker.mark(at: $0) }
        } take: { (piece: Int, found: [PatientMark]) throws in
            let range = RosterComparison.range(piece, roster)
            try keepGoing(range.lowerBound)
            for (index, mark) in zip(range, found) {
                let number =
                    try places.find { marks[$0].contentHash == mark.contentHash }
                    ?? lookUp.number(of: roster.patients[index].mrn)
                numbers.append(number ?? 0)
                guard let number else {
                    change.changed += 1
                    evaluated.append(Int32(index))
                    continue
                }
                places.found(number)
                let before = marks[number]
                let isBack = absent.contains(number)
                isMissing[Int(number)] = false
                if isBack { change.returned += 1 }
                if before.contentHash != mark.contentHash { change.changed += 1 }
                if before.contentHash != mark.contentHash || isBack || isEveryPlan {
                    evaluated.append(Int32(index))
                } else if before.spacing != mark.spacing {
                    spaced.append(Int32(index))
                }
                marks[number] = mark
            }
        }
        vanished = isMissing.indices.lazy.filter { isMissing[$0] }.map { Int64($0) }
        change.vanished = vanished.count
    }

    private static func range(_ piece: Int, _ roster: Roster) -> Range<Int> {
        piece * pieceSize..<min((piece + 1) * pieceSize, roster.patients.count)
    }
}

/// Finds patients by their record numbers.
private struct NumberLookUp {
    private let reader: StoreReader
    private let isEmpty: Bool
    private var accented: [String: Int64]?

    init(_ reader: StoreReader, isEmpty: Bool) { (self.reader, self.isEmpty) = (reader, isEmpty) }

    mutating func number(of mrn: String) throws -> Int64? {
        if isEmpty { return nil }
        if let number = try reader.number(ofRecordNumber: mrn) { return number }
        if mrn.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        let accented = try accented ?? reader.accentedNumbers()
        self.accented = accented
        return accented[mrn]
    }
}

/// Where the next patient of an export is to be expected in the store: behind the one before; or, behind one who stands out of
/// the order, where the order was left.
private struct ExpectedPlaces {
    private var next: Int64 = 1
    private var left: Int64 = 1

    func find(_ isThere: (Int64) -> Bool) -> Int64? {
        isThere(next) ? next : isThere(left) ? left : nil
    }

    mutating func found(_ number: Int64) {
        if number != next, number != left { left = next }
        next = number + 1
    }
}

/// What changed from one roster to the next, in patients.
package struct RosterChange: Hashable, Sendable {
    /// Whose rows are others now.
    package var changed = 0
    /// Missing from the export now.
    package var vanished = 0
    /// Back in the export.
    package var returned = 0
}
