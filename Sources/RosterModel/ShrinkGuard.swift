import ClinicalModel

/// Refuses a roster from which too many patients vanished: a truncated export must not look like discharges.
public struct ShrinkGuard: Hashable, Sendable {
    /// The share of the previous patients, from 0 to 1, that may be missing from the next roster.
    public let maximumVanishedShare: Double

    /// Creates a guard with this share. Values outside 0...1 are clamped; NaN counts as 0.
    public init(maximumVanishedShare: Double) {
        self.maximumVanishedShare = maximumVanishedShare >= 0 ? min(maximumVanishedShare, 1) : 0
    }

    /// Throws if too many of the `previous` patients in force are missing from a new roster.
    public func check(vanished: Int, of previous: Int) throws(RosterShrunk) {
        guard Double(vanished) <= maximumVanishedShare * Double(previous) else {
            throw RosterShrunk(vanished: vanished, previous: previous, maximumVanishedShare: maximumVanishedShare)
        }
    }

    /// Throws if too many events vanished: a file, or a type of resource, may be missing entirely while every patient
    /// is present. Fewer than a hundred events are not checked.
    public func check(previousEvents: Int, currentEvents: Int) throws(RosterShrunk) {
        let vanished = previousEvents - currentEvents
        guard previousEvents >= 100, Double(vanished) > maximumVanishedShare * Double(previousEvents) else { return }
        throw RosterShrunk(
            what: "event", vanished: vanished, previous: previousEvents, maximumVanishedShare: maximumVanishedShare)
    }
}

/// Too many patients of the roster in force are missing from a new one. It names none of them.
public struct RosterShrunk: Error, Hashable, Sendable {
    /// What vanished: patients or events.
    public var what = "patient"
    /// The number that vanished.
    public let vanished: Int
    /// The previous number.
    public let previous: Int
    /// The share that may vanish, from 0 to 1.
    public let maximumVanishedShare: Double

    /// Why the roster is refused, as one clause.
    public var reason: String {
        let percent = Int((maximumVanishedShare * 100).rounded())
        return
            "\(vanished) of \(Pluralised(previous, what)) \(vanished == 1 ? "is" : "are") missing; at most \(percent) % may vanish at once"
    }

    /// What to do, as one clause.
    public var remedy: String {
        "check that the export is complete; if they really left, raise vanished_share_at_most for once"
    }
}

extension RosterShrunk: CustomStringConvertible {
    /// `the roster: REASON; REMEDY`
    public var description: String { "the roster: \(reason); \(remedy)" }
}
