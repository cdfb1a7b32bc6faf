/// How the audit trail fares, as far as people must know of it.
struct TrailStanding: Sendable, Hashable {
    /// Whether entries wait because the trail cannot be written.
    var isBehind = false
    /// Whether the trail was found to be another than it was when the service started.
    var hasLostItsPlace = false
}
