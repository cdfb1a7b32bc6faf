import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

/// The filters of a work-list, for those who read it and those who act on it.
struct DueFilter: ParsableArguments {
    @Option(help: ArgumentHelp("Also what falls due within this time.", valueName: "30d"))
    var within: String?
    @Option(
        help: "Only this status: upcoming, due-soon, due or overdue; may be repeated.",
        completion: .list(ItemStatus.allCases.map(\.rawValue)))
    var status: [String] = []
    @Option(help: "Only this clinic.") var clinic: String?
    @Option(help: "Only this item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @Flag(help: "Only what has no appointment.") var unbooked = false
    @Flag(help: "Only what you own.") var mine = false
    @Option(help: ArgumentHelp("Only what this user owns.", valueName: "user")) var owner: String?
    @Flag(help: "Everything that is owed, upcoming items included.") var all = false

    func validate() throws {
        if let within, Interval(within).map({ $0.count >= 0 }) != true {
            throw ValidationError("--within takes 1 to 3 digits and d, w or m, such as 30d; not \(within).")
        }
        if let wrong = status.first(where: { ItemStatus(rawValue: $0) == nil }) {
            let words = ItemStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no status \(wrong). The statuses: \(words).")
        }
        try ItemWord.check(item)
        if mine, let owner {
            throw ValidationError("--mine is what you own and --owner \(owner) what \(owner) does: give one of them.")
        }
    }

    /// Whether no filter was given at all.
    var isEmpty: Bool { request() == DueRequest() }

    /// The question for what is owed on a day; on the service's own where none is given.
    func request(asOf day: CivilDate? = nil) -> DueRequest {
        DueRequest(
            asOf: day?.description, within: within, statuses: status.isEmpty ? nil : status, clinic: clinic,
            item: item, unbooked: unbooked ? true : nil, mine: mine ? true : nil, owner: owner, all: all ? true : nil)
    }
}
