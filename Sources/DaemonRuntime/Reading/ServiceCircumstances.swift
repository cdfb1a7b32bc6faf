/// What answers follow from beside the store, as the loop knows it: handed to whoever answers elsewhere.
struct ServiceCircumstances: Sendable {
    /// What the watchman last settled.
    var standing: WatchmanStanding
    /// How the audit trail fares.
    var trail = TrailStanding()
    /// The acts that the trail speaks of and the store does not have.
    var lostActs: [Int64] = []
}
