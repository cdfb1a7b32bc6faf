import ClinicalModel
import GRDB

/// What happened in a roster, encoded once for all events that say the same: histories are put together from it on any thread.
public struct EncodedContents: Sendable {
    private let roster: Roster
    private let encoded: [[UInt8]]

    /// What happened in a roster, its words entered in the store where they are new.
    init(of roster: Roster, dictionary: EventDictionary, in database: Database) throws {
        self.roster = roster
        encoded = try roster.events.contents.map {
            try HistoryCodec.encode($0, agents: roster.agents, dictionary: dictionary, in: database)
        }
    }

    /// The history of the patient at a place of the roster.
    public func history(at index: Int) -> EncodedHistory {
        let range = roster.eventStarts[index]..<roster.eventStarts[index + 1]
        return EncodedHistory(events: HistoryCodec.encode(roster.events, range, contents: encoded))
    }
}
