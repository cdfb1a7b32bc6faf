import Synchronization

/// A drug, identified by a small number that stands for its name.
///
/// Any name is accepted; the lists of a protocol file say which names mean something. Equal names have equal numbers for as
/// long as the process runs. Never store the number.
@frozen
public struct Agent: Hashable, Sendable {
    let code: UInt32

    /// The prefix of the names of drugs given into the cerebrospinal fluid.
    public static let intrathecalPrefix = "intrathecal-"
    private static let intrathecalFlag: UInt32 = 1 << 31

    private struct Names {
        var numbers: [String: UInt32] = [:]
        var names: [String] = []
    }

    private static let names = Mutex(Names())

    /// The agent of this name.
    public init(_ name: String) {
        let number = Agent.names.withLock { table in
            if let known = table.numbers[name] { return known }
            let number = UInt32(truncatingIfNeeded: table.names.count)
            table.numbers[name] = number
            table.names.append(name)
            return number
        }
        code = number | (name.hasPrefix(Agent.intrathecalPrefix) ? Agent.intrathecalFlag : 0)
    }

    /// Its name.
    public var name: String {
        Agent.names.withLock { $0.names[Int(code & ~Agent.intrathecalFlag)] }
    }

    /// Whether it is given into the cerebrospinal fluid.
    public var isIntrathecal: Bool { code & Agent.intrathecalFlag != 0 }
}

/// What the names of drugs mean to the rules: the lists of a protocol file (protocol.md section 9).
public struct AgentClasses: Hashable, Sendable {
    /// What a drug is to the rules.
    @frozen
    public enum Class: String, CaseIterable, Hashable, Sendable {
        /// Active against CNS disease.
        case cnsActive = "cns_active"
        /// Directed at the target of the population, without being CNS-active.
        case targeted
        /// No treatment of the tumour, such as an antiepileptic.
        case supportive
        /// In none of the lists.
        case other
    }

    /// The CNS-active drugs.
    public let cnsActive: [Agent]
    /// The targeted drugs that are not CNS-active.
    public let targeted: [Agent]
    /// The drugs that do not treat the tumour.
    public let supportive: [Agent]

    /// The lists; no agent is in two of them.
    public init(cnsActive: [Agent] = [], targeted: [Agent] = [], supportive: [Agent] = []) {
        self.cnsActive = cnsActive
        self.targeted = targeted
        self.supportive = supportive
    }

    /// What a drug is.
    func `class`(of agent: Agent) -> Class {
        cnsActive.contains(agent)
            ? .cnsActive : targeted.contains(agent) ? .targeted : supportive.contains(agent) ? .supportive : .other
    }
}
