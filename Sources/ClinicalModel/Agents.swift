/// A drug, identified by a small number that stands for its name.
///
/// The agents named below have fixed numbers; any other name gets one from the roster's `AgentNames`.
@frozen
public struct Agent: Hashable, Sendable {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    private static let intrathecalFlag: UInt32 = 1 << 31

    /// Agents with activity in the CNS, in the order of protocol.md section 2.
    public static let cnsActiveNames: [StaticString] = [
        "tucatinib", "trastuzumab-deruxtecan", "neratinib", "pyrotinib", "lapatinib",
    ]
    /// Other agents directed against HER2.
    public static let otherHER2Names: [StaticString] = [
        "trastuzumab", "pertuzumab", "trastuzumab-emtansine", "margetuximab",
    ]
    /// The prefix that marks an agent as intrathecal.
    public static let intrathecalPrefix = "intrathecal-"

    static let knownNames: [String] = (cnsActiveNames + otherHER2Names).map { $0.description }

    /// The known agents have the first numbers, in the order of ``knownNames``.
    private static let cnsActiveCount = UInt32(cnsActiveNames.count)
    private static let knownCount = UInt32(knownNames.count)

    static func other(number: Int, isIntrathecal: Bool) -> Agent {
        Agent(code: UInt32(truncatingIfNeeded: number) | (isIntrathecal ? intrathecalFlag : 0))
    }

    /// Whether it reaches the CNS, according to the list of protocol.md section 2.
    public var isCNSActive: Bool { code < Agent.cnsActiveCount }
    /// Whether it is directed against HER2, CNS-active or not.
    public var isHER2Directed: Bool { code < Agent.knownCount }
    /// Whether it is given into the cerebrospinal fluid.
    public var isIntrathecal: Bool { code & Agent.intrathecalFlag != 0 }

    var number: Int { Int(code & ~Agent.intrathecalFlag) }
}

/// The names of the agents of one roster.
///
/// Any agent name is accepted; only the CNS-active, HER2-directed and intrathecal ones matter to the rules.
public struct AgentNames: Sendable {
    private var names: [String]
    private var agents: [String: Agent]

    /// Creates a table with the agents that protocol.md section 2 names.
    public init() {
        names = Agent.knownNames
        agents = [:]
        for (number, name) in names.enumerated() { agents[name] = .other(number: number, isIntrathecal: false) }
    }

    /// Returns the agent with this name, and adds it if it is new.
    public mutating func agent(named name: String) -> Agent {
        if let known = agents[name] { return known }
        let agent = Agent.other(number: names.count, isIntrathecal: name.hasPrefix(Agent.intrathecalPrefix))
        names.append(name)
        agents[name] = agent
        return agent
    }

    /// Returns the agent with this name; nil if no row has named it.
    public func existingAgent(named name: String) -> Agent? { agents[name] }

    /// Returns the name of an agent of this table.
    public func name(of agent: Agent) -> String {
        names.indices.contains(agent.number) ? names[agent.number] : "agent \(agent.number)"
    }
}
