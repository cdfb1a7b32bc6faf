import ClinicalModel

/// The agents of a roster by the bytes of their names, with what is to be said of a name.
struct AgentTable: Sendable {
    /// How many names a roster may hold: more than any formulary, few enough to keep.
    static let limit = 10_000
    /// How long a name may be, in bytes.
    static let nameLimit = 100

    enum Verdict: Sendable {
        case agent(Agent)
        /// An agent of its own, but a letter or two from one that means something.
        case doubtful(Agent, near: String)
        case misspelt(near: String)
        case unusable
        case tooMany
    }

    private(set) var names: AgentNames
    private var known = ByteStringTable()
    private var verdicts: [Verdict] = []
    private static let meaningful = (Agent.cnsActiveNames + Agent.otherHER2Names).map(\.description)

    init(names: AgentNames = AgentNames()) { self.names = names }

    /// How many names were judged.
    var count: Int { verdicts.count }

    /// What stands behind a name that is not empty.
    mutating func verdict(on name: FieldBytes) -> Verdict {
        if let number = known.index(of: name) { return verdicts[number] }
        guard name.count <= AgentTable.nameLimit, name.buffer.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return .unusable
        }
        guard verdicts.count < AgentTable.limit else { return .tooMany }
        let verdict = newVerdict(on: name)
        known.insert(name)
        // A doubt is told once a name, not once a row.
        if case .doubtful(let agent, _) = verdict {
            verdicts.append(.agent(agent))
        } else {
            verdicts.append(verdict)
        }
        return verdict
    }

    private mutating func newVerdict(on name: FieldBytes) -> Verdict {
        let text = name.text
        if AgentTable.meaningful.contains(text) { return .agent(names.agent(named: text)) }
        let folded = NearestWord.folded(name)
        let prefix = Array("intrathecal".utf8)
        if folded.starts(with: prefix) {
            if text.hasPrefix(Agent.intrathecalPrefix), name.count > Agent.intrathecalPrefix.utf8.count {
                return .agent(names.agent(named: text))
            }
            let rest = text.dropFirst(prefix.count).drop { " _-".contains($0) }
            return .misspelt(near: Agent.intrathecalPrefix + (rest.isEmpty ? "AGENT" : ShownText.of(rest.lowercased())))
        }
        if text.lowercased().contains("intrathecal") {
            return .doubtful(names.agent(named: text), near: Agent.intrathecalPrefix + "AGENT")
        }
        let near = NearestWord(to: name, among: AgentTable.meaningful, limit: name.count >= 12 ? 2 : 1)
        guard let word = near.word else { return .agent(names.agent(named: text)) }
        return near.distance == 0 ? .misspelt(near: word) : .doubtful(names.agent(named: text), near: word)
    }
}
