import CivilCalendar
import ClinicalModel
import Dispatch
import JSONText
import Surveillance

/// The plans of a whole roster, in its order; rendered in pieces on all processors.
struct RosterPlans {
    let roster: Roster
    let rules: SurveillanceProtocol
    let asOf: CivilDate

    private static let patientsAPiece = 1_024
    private static let piecesAtOnce = 64

    /// Calls a body with each plan, one after the other.
    func forEach(_ body: (PatientPlan, Patient) throws -> Void) throws {
        for index in roster.patients.indices {
            let record = roster.record(at: index)
            try body(PatientPlan(for: record, rules: rules, asOf: asOf), record.patient)
        }
    }

    /// Renders the plans in pieces of many patients, several at once, and hands over the pieces in order.
    func forEachPiece(
        render: @escaping @Sendable (PatientPlan, Patient, inout JSONWriter) -> Void,
        write: (_ piece: [UInt8], _ isFirst: Bool) throws -> Void
    ) throws {
        let count = roster.patients.count
        let (roster, rules, asOf) = (roster, rules, asOf)
        var next = 0
        while next < count {
            let start = next
            let pieces = min(
                RosterPlans.piecesAtOnce,
                (count - start + RosterPlans.patientsAPiece - 1) / RosterPlans.patientsAPiece)
            var rendered = [[UInt8]](repeating: [], count: pieces)
            rendered.withUnsafeMutableBufferPointer { buffer in
                // Each iteration writes its own element only, and all of them end before the call returns.
                nonisolated(unsafe) let results = buffer
                DispatchQueue.concurrentPerform(iterations: pieces) { piece in
                    let first = start + piece * RosterPlans.patientsAPiece
                    var writer = JSONWriter()
                    for index in first..<min(first + RosterPlans.patientsAPiece, count) {
                        let record = roster.record(at: index)
                        render(PatientPlan(for: record, rules: rules, asOf: asOf), record.patient, &writer)
                    }
                    results[piece] = writer.takeBytes()
                }
            }
            for (index, piece) in rendered.enumerated() { try write(piece, start == 0 && index == 0) }
            next = start + pieces * RosterPlans.patientsAPiece
        }
    }
}
