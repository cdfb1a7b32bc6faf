/// What changed from one roster to the next, in patients.
struct RosterChange: Hashable {
    /// Whose rows are others now.
    var changed = 0
    /// Missing from the export now.
    var vanished = 0
    /// Back in the export.
    var returned = 0
}
