import Alerting
import CivilCalendar
import ClinicalModel
import OrderedPieces
import RosterReading
import StaffWork
import WatchStore

/// Takes a roster: compared, evaluated on all processors, and stored in one transaction.
extension Watchman {
    /// So few are evaluated ahead of being stored that memory does not grow with the roster.
    private static let pieceSize = 64

    /// Holds a roster against the one in force.
    func compare(_ roster: Roster, _ before: RosterInForce?) throws(StoreError) -> RosterComparison {
        let isEveryPlan = before?.rules != rulesFingerprint
        return try store.read { reader in
            try RosterComparison(roster, reader, isEveryPlan: isEveryPlan) { _ in
                if isStopping() { throw CancellationError() }
            }
        }
    }

    /// Puts a roster in force, with all that follows from it.
    func take(
        _ reading: RosterReading, as new: RosterInForce, _ comparison: inout RosterComparison, _ before: RosterInForce?
    ) throws(StoreError) {
        let today = CivilDate(clampingDaysSinceEpoch: new.evaluatedDay)
        try store.write { writer in
            var planner = try announcementPlanner(new.evaluatedAt, before, writer.reader)
            let roster = reading.roster
            let contents = try writer.contents(of: roster)
            var asked = try AskedQuestions(
                reading, withActs: try writer.reader.patientsWithActs(), writer.reader)
            let places = comparison.evaluated + asked.othersWhoMayDiffer(comparison)
            let evaluation = RosterEvaluation(
                roster: roster, contents: contents, marker: PatientMarker(of: roster), rules: standing.rules,
                today: today, pseudonyms: pseudonyms, routing: planner.context.routing,
                worked: try worked(places, comparison, roster, &asked, writer.reader))
            let hasPlaces = roster.hasPlaces
            if !hasPlaces { try writer.forgetPlaces() }
            var evaluatedNow: Set<Int64> = []
            let count = places.count
            let pieces = (count + Watchman.pieceSize - 1) / Watchman.pieceSize
            try OrderedPieces.forEach(pieces) { piece in
                places[piece * Watchman.pieceSize..<min((piece + 1) * Watchman.pieceSize, count)]
                    .map { evaluation.evaluated(at: Int($0)) }
            } take: { (piece: Int, patients: [RosterEvaluation.Evaluated]) throws in
                try keepGoing(piece * Watchman.pieceSize, of: count)
                for evaluated in patients {
                    let known = comparison.numbers[evaluated.index]
                    if known == 0 {
                        try planner.consider(evaluated.items, of: evaluated.subject, ledger: EmptyLedger())
                    } else {
                        try planner.consider(evaluated.items, of: evaluated.subject, ledger: writer)
                        try writer.release(heldBack: evaluated.subject.pseudonym, at: new.evaluatedAt)
                    }
                    let number = try writer.put(evaluated.patient, id: known == 0 ? nil : known)
                    comparison.marks[number] = evaluated.mark
                    if before != nil { evaluatedNow.insert(number) }
                    if hasPlaces { try writer.put(places: roster.eventPlaces(of: evaluated.index), of: number) }
                }
                try writer.put(planner.settled(), at: new.evaluatedAt, seconds: clock.seconds)
            }
            for index in comparison.spaced.lazy.map(Int.init) {
                try writer.put(contents.history(at: index), of: comparison.numbers[index])
            }
            if hasPlaces {
                for (index, number) in comparison.numbers.enumerated()
                where number != 0 && !evaluatedNow.contains(number) {
                    try writer.put(places: roster.eventPlaces(of: index), of: number)
                }
            }
            try writer.put(&comparison.marks)
            for number in comparison.vanished { try writer.markAbsent(number, since: today) }
            try reevaluate(
                writer, at: new.evaluatedAt, today: today, before: before, except: evaluatedNow, &planner)
            try forgetUnrouted(if: planner.context.isRoutingNew, writer)
            try put(planner.decisions(), at: new.evaluatedAt, writer)
            try writer.put(inForce: new)
            try writer.put(faults: reading.faults.map { StoredFault($0) })
            try writer.put(questions: asked.stored(in: roster))
        }
    }

    /// Those for whom staff did something, of those who are to be evaluated.
    private func worked(
        _ places: [Int32], _ comparison: RosterComparison, _ roster: Roster, _ asked: inout AskedQuestions,
        _ reader: StoreReader
    ) throws -> [Int: (record: PatientRecord, workflow: Workflow)] {
        var worked: [Int: (record: PatientRecord, workflow: Workflow)] = [:]
        if asked.withActs.isEmpty { return worked }
        for index in places.lazy.map(Int.init) where asked.withActs.contains(comparison.numbers[index]) {
            var agents = roster.agents
            let workflow = try reader.workflow(of: comparison.numbers[index], agents: &agents)
            worked[index] = (asked.asking(roster.record(at: index), index, workflow), workflow)
        }
        return worked
    }
}
