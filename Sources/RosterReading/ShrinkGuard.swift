/// Refuses a roster from which too many patients vanished: an export that was cut short must not pass for discharges.
public struct ShrinkGuard: Hashable, Sendable {
    /// The share of the previous patients, from 0 to 1, that may be missing from the next roster.
    public let maximumVanishedShare: Double

    /// A guard that lets that share vanish; anything outside 0...1 is taken as the nearer end, and no number as 0.
    public init(maximumVanishedShare: Double) {
        self.maximumVanishedShare = maximumVanishedShare >= 0 ? min(maximumVanishedShare, 1) : 0
    }

    /// Throws where of so many patients in force too many are missing from a new roster.
    public func check(vanished: Int, of previous: Int) throws(RosterShrunk) {
        guard Double(vanished) <= maximumVanishedShare * Double(previous) else {
            throw RosterShrunk(vanished: vanished, previous: previous, maximumVanishedShare: maximumVanishedShare)
        }
    }
}
