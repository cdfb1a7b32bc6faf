import ClinicalModel

/// Refuses a roster from which too many patients vanished: an export that was cut short must not pass for discharges.
public struct ShrinkGuard: Hashable, Sendable {
    /// The share of the previous patients, from 0 to 1, that may be missing from the next roster.
    public let maximumVanishedShare: Double

    /// A guard that lets that share vanish; anything outside 0...1 is taken as the nearer end, and no number as 0.
    public init(maximumVanishedShare: Double) {
        self.maximumVanishedShare = maximumVanishedShare >= 0 ? min(maximumVanishedShare, 1) : 0
    }

    /// Compares the record numbers in force with those of a new roster; gives how many vanished, throws where too many did.
    @discardableResult
    public func check(previous: Set<String>, current: Set<String>) throws(RosterShrunk) -> Int {
        let vanished = previous.count { !current.contains($0) }
        guard Double(vanished) <= maximumVanishedShare * Double(previous.count) else {
            throw RosterShrunk(vanished: vanished, previous: previous.count, maximumVanishedShare: maximumVanishedShare)
        }
        return vanished
    }

    /// Compares how many events were in force with those of a new roster: a file, or a type of resources, may be missing whole
    /// while every patient is there. Below a hundred events nothing is judged.
    public func check(previousEvents: Int, currentEvents: Int) throws(RosterShrunk) {
        let vanished = previousEvents - currentEvents
        guard previousEvents >= 100, Double(vanished) > maximumVanishedShare * Double(previousEvents) else { return }
        throw RosterShrunk(
            what: "event", vanished: vanished, previous: previousEvents, maximumVanishedShare: maximumVanishedShare)
    }

    /// Compares the record numbers in force with a roster just read.
    @discardableResult
    public func check(previous: Set<String>, current: Roster) throws(RosterShrunk) -> Int {
        try check(previous: previous, current: Set(current.patients.map(\.mrn)))
    }
}
