import CivilCalendar
import ClinicalModel
import JSONText
import OrderedPieces
import Surveillance

/// The plans of a whole roster, in its order; rendered in pieces on all processors.
struct RosterPlans: Sendable {
    let roster: Roster
    let rules: SurveillanceProtocol
    let asOf: CivilDate

    private static let patientsAPiece = 128
    // What most plans take; a piece that needs more makes more room.
    private static let bytesAPatient = 640

    /// Calls a body with each plan, one after the other; `progress` hears how many patients are done.
    func forEach(
        progress: (Int) -> Void = { _ in }, _ body: (PatientPlan, Patient) throws -> Void
    ) throws {
        for index in roster.patients.indices {
            if index % RosterPlans.patientsAPiece == 0 { progress(index) }
            let record = roster.record(at: index)
            try body(PatientPlan(for: record, rules: rules, asOf: asOf), record.patient)
        }
    }

    /// Renders the plans in pieces of many patients, on all processors, and hands over the pieces in order; `progress` hears
    /// how many patients are done.
    func forEachPiece(
        progress: (Int) -> Void = { _ in },
        render: @Sendable (PatientPlan, Patient, inout JSONWriter) -> Void,
        write: (_ piece: [UInt8], _ isFirst: Bool) throws -> Void
    ) throws {
        let count = roster.patients.count
        let pieces = (count + RosterPlans.patientsAPiece - 1) / RosterPlans.patientsAPiece
        try OrderedPieces.forEach(pieces) { piece in
            let first = piece * RosterPlans.patientsAPiece
            var writer = JSONWriter()
            writer.reserve(RosterPlans.patientsAPiece * RosterPlans.bytesAPatient)
            for index in first..<min(first + RosterPlans.patientsAPiece, count) {
                let record = roster.record(at: index)
                render(PatientPlan(for: record, rules: rules, asOf: asOf), record.patient, &writer)
            }
            return writer.takeBytes()
        } take: { (piece, bytes) throws in
            try write(bytes, piece == 0)
            progress(min((piece + 1) * RosterPlans.patientsAPiece, count))
        }
    }
}
