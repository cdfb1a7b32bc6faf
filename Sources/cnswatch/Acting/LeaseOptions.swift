import ArgumentParser
import ControlInterface

/// How long a lease holds and why.
struct LeaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The last day on which it holds, or how long from today.", valueName: "YYYY-MM-DD or 2w"),
        transform: DayOrInterval.read)
    var until: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?
    @Flag(help: "Confirm a colleague's, as the second person.") var second = false

    /// The request for one of this kind.
    func request(_ kind: String, _ patient: String, _ item: String?, dryRun: Bool?) -> LeaseRequest {
        LeaseRequest(
            patient: patient, kind: kind, item: item, until: until, reason: reason, second: second ? true : nil,
            dryRun: dryRun)
    }

    /// What a second person types to confirm one; its last day is named, so that nothing else is confirmed.
    func confirmation(_ kind: String, of outcome: ActOutcome) -> [String] {
        let end = outcome.until.map { ["--until", $0] } ?? []
        return ["cnswatch", kind, outcome.mrn] + (outcome.item.map { [$0] } ?? []) + ["--second"] + end
    }

    /// One of this kind in words.
    func words(_ kind: String) -> String {
        (second ? "confirm the " : "") + kind + (until.map { " until \($0)" } ?? "") + (reason.map { " (\($0))" } ?? "")
    }
}
