import ControlInterface
import Varlink

/// What the service says of an act that may not be done, or of words that make no event.
enum ActFailure {
    /// The failure that a reply `ActRefused` or `EventRefused` means.
    static func failure(_ reply: VarlinkError) -> Failure {
        if let refusal = try? ActRefusedReport(json: reply.parameters) {
            return Failure(.faultyData, "this may not be done: \(refusal.problem); \(refusal.remedy)")
        }
        if let refusal = try? EventRefusedReport(json: reply.parameters) {
            let lines = refusal.faults.map { "  \(line($0, isOneOfMany: refusal.faults.contains { $0.row ?? 1 > 1 }))" }
            return Failure(.faultyData, (["these words make no event:"] + lines).joined(separator: "\n"))
        }
        return Failure(
            .wrongProtocol,
            "the service refuses this, but not in words that this command knows: bring both to one version")
    }

    private static func line(_ fault: FaultReport, isOneOfMany: Bool) -> String {
        let place = [isOneOfMany ? fault.row.map { "event \($0)" } : nil, fault.column].compactMap(\.self)
        return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + "\(fault.reason); \(fault.remedy)"
    }
}
