import CivilCalendar
import ClinicalModel
import Surveillance

/// A lease that was not undone, with who confirmed it.
public struct Lease: Hashable, Sendable {
    /// The number of the act.
    public let act: Int64
    /// Who laid it.
    public let who: StaffMember
    /// The day on which it was laid.
    public let since: CivilDate
    /// What on, how long, why.
    public let terms: LeaseTerms
    /// Who confirmed it, if anybody did.
    public let second: StaffMember?

    /// Where it stands on a day for an item with this urgency and *latest* date.
    ///
    /// No lease hides an emergency, or an item that has become more urgent than it was; none holds past *latest* on the word
    /// of one person.
    public func standing(on day: CivilDate, urgency: Urgency, latest: CivilDate) -> LeaseStanding {
        if day > terms.until { return .over }
        if !terms.kind.masks { return .inForce(until: terms.until) }
        if urgency == .emergency { return .passed(.emergency) }
        if let before = terms.urgency, urgency.rank < before.rank { return .passed(.moreUrgent) }
        if second != nil { return .inForce(until: terms.until) }
        if terms.kind.isOfPatient { return .passed(.wantsSecond) }
        return day > latest ? .passed(.wantsSecond) : .inForce(until: min(terms.until, latest))
    }

    func confirmed(by second: StaffMember) -> Lease {
        Lease(act: act, who: who, since: since, terms: terms, second: second)
    }

    /// Whether it holds as long as it is meant to only once a second person confirms it.
    public func wantsSecond(latest: CivilDate?) -> Bool {
        guard terms.kind.masks, second == nil else { return false }
        return terms.kind.isOfPatient || latest.map { terms.until > $0 } ?? false
    }
}
