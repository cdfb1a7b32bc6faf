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

    /// Where it stands on a day for an item.
    ///
    /// No lease hides an emergency, an item that has become more urgent than it was, or another occasion of it than the one it
    /// was laid on; none holds past *latest* on the word of one person. A closed patient's items are told as soon as one that
    /// is urgent follows something that happened since: whoever has a new finding is not lost.
    public func standing(on day: CivilDate, for item: HeldItem) -> LeaseStanding {
        if day > terms.until { return .over }
        if !terms.kind.masks { return .inForce(until: terms.until) }
        if item.urgency == .emergency { return .passed(.emergency) }
        if let occasion = terms.occasion {
            if item.urgency.rank < occasion.urgency.rank { return .passed(.moreUrgent) }
            if let anchor = occasion.anchor, anchor != item.anchor { return .passed(.anotherOccasion) }
        } else if item.urgency.rank <= Urgency.urgent.rank, item.anchor.last >= since {
            return .passed(.moreUrgent)
        }
        if second != nil { return .inForce(until: terms.until) }
        if terms.kind.isOfPatient { return .passed(.wantsSecond) }
        let latest = min(item.latest, terms.occasion?.latest ?? item.latest)
        return day > latest ? .passed(.wantsSecond) : .inForce(until: min(terms.until, latest))
    }

    func confirmed(by second: StaffMember) -> Lease {
        Lease(act: act, who: who, since: since, terms: terms, second: second)
    }

    /// Whether it holds as long as it is meant to only once a second person confirms it.
    public var wantsSecond: Bool {
        guard terms.kind.masks, second == nil else { return false }
        return terms.kind.isOfPatient || terms.occasion.map { terms.until > $0.latest } ?? false
    }
}
