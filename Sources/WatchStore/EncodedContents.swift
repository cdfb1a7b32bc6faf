import ClinicalModel
import GRDB

/// What happened in a roster, encoded once for all events that say the same.
public final class EncodedContents {
    private let contents: [EventContent]
    private let agents: AgentNames
    private let dictionary: EventDictionary
    private var encoded: [[UInt8]]

    /// Nothing encoded yet of what happened in a roster.
    init(of roster: Roster, dictionary: EventDictionary) {
        contents = roster.events.contents
        agents = roster.agents
        self.dictionary = dictionary
        encoded = [[UInt8]](repeating: [], count: contents.count)
    }

    /// The bytes of what has this number in the roster.
    func bytes(of number: Int, in database: Database) throws -> [UInt8] {
        if encoded[number].isEmpty {
            encoded[number] = try HistoryCodec.encode(
                contents[number], agents: agents, dictionary: dictionary, in: database)
        }
        return encoded[number]
    }
}
