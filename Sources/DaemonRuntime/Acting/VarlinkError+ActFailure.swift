import ControlInterface
import JSONText
import RosterReading
import StaffWork
import Varlink

extension VarlinkError {
    /// What the wire says of an act that was not done.
    init(_ failure: ActFailure) {
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
                    "remedy": .string(refusal.remedy),
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
