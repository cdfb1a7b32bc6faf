import ClinicalModel
import GRDB
import RosterReading

/// The words behind the codes of stored histories.
///
/// Every combination of words that some event has (its numbers apart) is a row of `event_words`, in the words of the roster,
/// and has a code. So a history takes some eight bytes an event, is read without looking at text, and is still understood by
/// a later version with a wider vocabulary, or by a person with a database tool.
final class EventDictionary {
    /// The names of the drugs in all stored histories.
    private(set) var agents = AgentNames()
    // By code, from zero.
    private var contents: [EventContent] = []
    private var codes: [EventContent: Int] = [:]
    let vocabulary = EventVocabulary()

    /// What a code stands for; looked up in the database where this dictionary has not seen it.
    func content(of code: Int, in database: Database) throws -> EventContent {
        if code >= contents.count { try readOn(in: database) }
        guard contents.indices.contains(code) else { throw HistoryUnreadable() }
        return contents[code]
    }

    /// The code of an event without numbers, entered in the database where it is new.
    ///
    /// - Parameter content: the event, its drug, if any, numbered by `agents` of this dictionary.
    func code(of content: EventContent, in database: Database) throws -> Int {
        if let code = codes[content] { return code }
        try readOn(in: database)
        if let code = codes[content] { return code }
        let (detail, result) = content.words(agents: agents)
        let insert = try database.cachedStatement(sql: "INSERT INTO event_words VALUES (?, ?, ?, ?, ?)")
        try insert.execute(arguments: [contents.count, content.eventName, detail, result, content.siteWord])
        return enter(content)
    }

    /// The drug of a roster, as this dictionary numbers it.
    func agent(_ agent: Agent, of names: AgentNames) -> Agent { agents.agent(named: names.name(of: agent)) }

    /// Forgets everything: what was entered in a transaction that failed is not in the database.
    func forget() {
        contents = []
        codes = [:]
        agents = AgentNames()
    }

    private func readOn(in database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT event, detail, result, site, code FROM event_words WHERE code >= ? ORDER BY code",
            arguments: [contents.count])
        while let row = try rows.next() {
            guard row[4] == contents.count else { throw HistoryUnreadable() }
            // A date and a value stand in for those of the events; both are left out of what is kept.
            let isMeasured = row[0] == EventContent.performance(.ecog, thousandths: 0).eventName
            let words = EventWords(
                date: "2000", event: row[0], detail: row[1], result: row[2], site: row[3], value: isMeasured ? "0" : "")
            guard let parsed = try? vocabulary.parse(words, agents: &agents) else { throw HistoryUnreadable() }
            _ = enter(parsed.content.separated.words)
        }
    }

    private func enter(_ content: EventContent) -> Int {
        contents.append(content)
        codes[content] = contents.count - 1
        return contents.count - 1
    }
}
