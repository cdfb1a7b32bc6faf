/// What the store holds of the service itself that everybody who is answered must know.
public struct ServiceFacts: Sendable {
    /// The roster in force; nil where none was ever taken.
    public let roster: RosterInForce?
    /// How many patients are missing from the export.
    public let absent: Int
    /// Who was not told of an emergency, since the message was given up.
    public let undelivered: [String]
    /// Who is not told of an emergency yet, since the message was tried in vain.
    public let waiting: [String]
    /// The receivers whose channels take nothing.
    public let failing: [String]
    /// How many messages were given up.
    public let deadMessages: Int
}

extension StoreReader {
    /// What is to be known of the service.
    ///
    /// - Parameters:
    ///   - moment: what was given up before it is no longer told of.
    ///   - trouble: the kind of trouble that a channel is which takes nothing.
    public func serviceFacts(since moment: Int, failingChannel trouble: String) throws -> ServiceFacts {
        ServiceFacts(
            roster: try rosterInForce(), absent: try absentPatients(),
            undelivered: try receiversOfDeadEmergencies(since: moment),
            waiting: try receiversOfWaitingEmergencies(), failing: try occasions(ofTrouble: trouble),
            deadMessages: try messageCounts(deadSince: moment).dead)
    }
}
