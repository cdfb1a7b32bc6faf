import ControlInterface
import JSONText
import RosterReading
import StaffWork
import Varlink

extension VarlinkError {
    /// What the wire says of an act that was not done, for a patient as whoever asked named them.
    init(_ failure: ActFailure, patient: String?) {
        let interface = ControlInterface.name
        switch failure {
        case .noRoster: self.init("\(interface).RosterNotLoaded")
        case .noPatient: self.init("\(interface).PatientNotFound")
        case .noAct: self.init("\(interface).ActNotFound")
        case .event(let refusal): self.init([refusal])
        case .refused(let refusal):
            self.init(
                "\(interface).ActRefused",
                [
                    "kind": .string(refusal.kind), "problem": .string(refusal.problem),
                    "remedy": .string(refusal.remedy.naming(patient)),
                ])
        }
    }

    /// What the wire says of words that make no events: for each event of a call its refusal, nil where there is none.
    init(_ refusals: [EventRefusal?]) {
        let faults = refusals.enumerated().flatMap { index, refusal in
            (refusal?.faults ?? []).map { fault in
                JSONValue.object([
                    "file": .string("event"), "row": .integer(Int64(index + 1)),
                    "column": fault.column.map { .string($0) } ?? .null, "reason": .string(fault.reason),
                    "remedy": .string(fault.remedy),
                ])
            }
        }
        self.init("\(ControlInterface.name).EventRefused", ["faults": .array(faults)])
    }
}

extension String {
    /// The text with the patient put where a command in it says MRN, so that it can be typed as it stands.
    func naming(_ patient: String?) -> String {
        patient.map { replacing(" MRN", with: " \($0)") } ?? self
    }
}
