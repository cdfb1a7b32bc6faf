import ControlInterface
import JSONText
import RosterModel
import Service
import StaffWork
import Varlink
import WatchStore

/// Why a request is not answered, or not done.
enum QueryError: Error {
    /// No roster was ever taken: an empty list would read as "nothing is owed".
    case noRoster
    /// No patient has the record number or pseudonym.
    case noPatient
    /// There is no act of that number.
    case noAct
    /// There is no silence of that number.
    case noSilence
    /// There is no route of that name; those there are.
    case noRoute([String])
    /// A parameter means nothing; one inside others is given as a path such as `filter.sites[2]`.
    case parameter(String)
    /// The words make no events: for each event of the request its refusal, nil where it has none.
    case events([EventRefusal?])
    /// It may not be done, for a patient as the request named them.
    case act(ActRefusal, patient: String?)
    /// The store lacks what belongs to a row of it.
    case incomplete
}

extension QueryError {
    /// Why an act was not done, for a patient as the request named them.
    init(_ failure: ActFailure, patient: String?) {
        self =
            switch failure {
            case .noRoster: .noRoster
            case .noPatient: .noPatient
            case .noAct: .noAct
            case .event(let refusal): .events([refusal])
            case .refused(let refusal): .act(refusal, patient: patient)
            }
    }
}

/// The one place where an error gets its name on the wire.
extension VarlinkError {
    init(_ error: any Error) {
        self =
            switch error {
            case let error as QueryError: VarlinkError(error)
            case let error as MessageError: .invalidParameter(error.member)
            case let error as StoreError: .storeFailed(error.kind.rawValue)
            default: .storeFailed("failed")
            }
    }

    private init(_ error: QueryError) {
        switch error {
        case .noRoster: self.init(ofInterface: "RosterNotLoaded")
        case .noPatient: self.init(ofInterface: "PatientNotFound")
        case .noAct: self.init(ofInterface: "ActNotFound")
        case .noSilence: self.init(ofInterface: "SilenceNotFound")
        case .noRoute(let routes):
            self.init(ofInterface: "RouteNotFound", ["routes": .array(routes.map { .string($0) })])
        case .parameter(let path): self = .invalidParameter(path)
        case .events(let refusals): self.init(ofInterface: "EventRefused", ["faults": VarlinkError.faults(refusals)])
        case .act(let refusal, let patient):
            self.init(
                ofInterface: "ActRefused",
                [
                    "kind": .string(refusal.kind), "problem": .string(refusal.problem),
                    "remedy": .string(refusal.remedy.naming(patient)),
                ])
        case .incomplete: self = .storeFailed("failed")
        }
    }

    private init(ofInterface name: String, _ parameters: JSONObject = [:]) {
        self.init("\(ControlInterface.name).\(name)", parameters)
    }

    private static func storeFailed(_ reason: String) -> VarlinkError {
        VarlinkError(ofInterface: "StoreFailed", ["reason": .string(reason)])
    }

    private static func faults(_ refusals: [EventRefusal?]) -> JSONValue {
        .array(
            refusals.enumerated().flatMap { index, refusal in
                (refusal?.faults ?? []).map { fault in
                    JSONValue.object([
                        "file": .string("event"), "row": .integer(Int64(index + 1)),
                        "column": fault.column.map { .string($0) } ?? .null, "reason": .string(fault.reason),
                        "remedy": .string(fault.remedy),
                    ])
                }
            })
    }
}

extension String {
    /// The text with the patient put where a command in it says MRN, so that it can be typed as it stands.
    func naming(_ patient: String?) -> String {
        patient.map { replacing(" MRN", with: " \($0)") } ?? self
    }
}
