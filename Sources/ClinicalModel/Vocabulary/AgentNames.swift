/// The names behind the agents of one roster.
///
/// Any agent name is accepted; only the CNS-active, the HER2-directed and the intrathecal ones mean something to the rules.
public struct AgentNames: Sendable {
    private var names: [String]
    private var agents: [String: Agent]

    /// The table with the agents that protocol.md section 2 names.
    public init() {
        names = Agent.knownNames
        agents = [:]
        for (number, name) in names.enumerated() { agents[name] = .other(number: number, isIntrathecal: false) }
    }

    /// The agent with this name, entered in the table where it is new.
    public mutating func agent(named name: String) -> Agent {
        if let known = agents[name] { return known }
        let agent = Agent.other(number: names.count, isIntrathecal: name.hasPrefix(Agent.intrathecalPrefix))
        names.append(name)
        agents[name] = agent
        return agent
    }

    /// The agent with this name, or nil where no row has named it.
    public func existingAgent(named name: String) -> Agent? { agents[name] }

    /// The name of an agent of this table.
    public func name(of agent: Agent) -> String {
        names.indices.contains(agent.number) ? names[agent.number] : "agent \(agent.number)"
    }
}
