import ClinicalModel

/// Too many patients of the roster in force are missing from a new one. It names none of them.
public struct RosterShrunk: Error, Hashable, Sendable {
    /// What vanished: patients, or events.
    public var what = "patient"
    /// How many vanished.
    public let vanished: Int
    /// How many there were.
    public let previous: Int
    /// The share that may vanish, from 0 to 1.
    public let maximumVanishedShare: Double

    /// Why the roster is refused, in one clause.
    public var reason: String {
        let percent = Int((maximumVanishedShare * 100).rounded())
        return
            "\(vanished) of \(Counted(previous, what)) \(vanished == 1 ? "is" : "are") missing; at most \(percent) % may vanish at once"
    }

    /// What to do, in one clause.
    public var remedy: String {
        "check that the export is complete; if they really left, raise vanished_share_at_most for once"
    }
}

extension RosterShrunk: CustomStringConvertible {
    /// `the roster: REASON; REMEDY`
    public var description: String { "the roster: \(reason); \(remedy)" }
}
