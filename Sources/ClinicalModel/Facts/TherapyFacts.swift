import CivilCalendar

/// Operations, radiotherapy and drug courses.
public struct TherapyFacts: Sendable {
    /// Local therapy of brain metastases: `brain-resection`, `srs`, `fsrt`, `wbrt`.
    public private(set) var local = Occurrences()
    /// Whether the latest local therapy is a `brain-resection`.
    public private(set) var isLatestLocalAResection = false
    /// Local therapy by radiation: `srs`, `fsrt`, `wbrt`.
    public private(set) var localRadiotherapy = Occurrences()
    /// The latest `brain-resection`.
    public private(set) var latestResection: Occurrence?
    /// Radiotherapy other than `breast`.
    public private(set) var neuralRadiotherapy = Occurrences()
    /// Whole-brain and craniospinal radiotherapy.
    public private(set) var neuraxisRadiotherapy = Occurrences()
    /// Breast surgery.
    public private(set) var breastSurgery = Occurrences()
    /// Breast surgery and radiotherapy of the breast.
    public private(set) var breastTreatment = Occurrences()
    /// Whether no breast remains to be imaged: a `bilateral-mastectomy`, or two `mastectomy` rows.
    public var isWithoutBreasts: Bool { hasBilateralMastectomy || mastectomies >= 2 }
    /// Whether there is a `lumpectomy`.
    public private(set) var hasLumpectomy = false

    /// All drug courses, in order of their starts.
    public private(set) var courses: [Course] = []
    /// The rows that began a course of any agent.
    public private(set) var courseStarts = Occurrences()
    /// The rows that began a CNS-active course.
    public private(set) var cnsActiveStarts = Occurrences()
    /// The rows that began an intrathecal course.
    public private(set) var intrathecalStarts = Occurrences()
    /// All `stop` rows of CNS-active drugs, whether or not they ended a course.
    public private(set) var cnsActiveStopRows = Occurrences()
    /// The rows of `systemic`: extracranial progression or a new line.
    public private(set) var systemicChanges = Occurrences()

    private var mastectomies = 0
    private var hasBilateralMastectomy = false

    mutating func note(_ kind: SurgeryKind, at row: Occurrence) {
        if kind.isBreastSurgery {
            breastSurgery.append(row)
            breastTreatment.append(row)
        }
        switch kind {
        case .brainResection:
            local.append(row)
            isLatestLocalAResection = true
            latestResection = row
        case .mastectomy: mastectomies += 1
        case .bilateralMastectomy: hasBilateralMastectomy = true
        case .lumpectomy: hasLumpectomy = true
        case .other: break
        }
    }

    mutating func note(_ kind: RadiotherapyKind, at row: Occurrence) {
        if kind.isLocalTherapy {
            local.append(row)
            localRadiotherapy.append(row)
            isLatestLocalAResection = false
        }
        switch kind {
        case .breast:
            breastTreatment.append(row)
        case .srs, .fsrt:
            neuralRadiotherapy.append(row)
        case .wbrt, .craniospinal:
            neuralRadiotherapy.append(row)
            neuraxisRadiotherapy.append(row)
        }
    }

    mutating func note(_ agent: Agent, _ change: IntervalChange, _ classes: AgentClasses, at row: Occurrence) {
        let kind = classes.class(of: agent)
        switch change {
        case .start:
            // A start during a running course is a renewal and begins nothing.
            guard runningCourse(of: agent) == nil else { return }
            courses.append(Course(agent: agent, kind: kind, start: row))
            courseStarts.append(row)
            if kind == .cnsActive { cnsActiveStarts.append(row) }
            if agent.isIntrathecal { intrathecalStarts.append(row) }
        case .stop:
            if kind == .cnsActive { cnsActiveStopRows.append(row) }
            if let index = runningCourse(of: agent) { courses[index].stop = row }
        }
    }

    private func runningCourse(of agent: Agent) -> Int? {
        // Only the last course of an agent can be running.
        courses.lastIndex { $0.agent == agent }.flatMap { courses[$0].isOngoing ? $0 : nil }
    }

    mutating func note(_ change: SystemicChange, at row: Occurrence) {
        switch change {
        case .progression, .newLine: systemicChanges.append(row)
        }
    }

    /// Whether a CNS-active course is ongoing.
    public var isOnCNSActiveDrug: Bool { courses.contains { $0.isCNSActive && $0.isOngoing } }

    /// Returns the CNS-active courses *in play* for a finding: without a stop that is certainly before it (protocol.md
    /// section 3).
    public func cnsActiveCourses(inPlayFor finding: Occurrence) -> [Course] {
        courses.filter { course in
            course.isCNSActive && (course.stop.map { $0.date.last >= finding.date.first } ?? true)
        }
    }

    /// Returns the stops that ended a decision for systemic therapy (protocol.md section 4, *systemic-therapy-alone*): of
    /// a course in play for the finding; or, where no course of a drug that treats the tumour is ongoing, of any of these.
    public func stops(ending decision: Occurrence, about finding: Occurrence) -> [Occurrence] {
        let treatments = courses.filter { $0.kind != .supportive }
        let relevant =
            treatments.contains(where: \.isOngoing) ? cnsActiveCourses(inPlayFor: finding) : treatments
        return relevant.compactMap(\.stop).filter { $0.date.last >= decision.date.first }
    }
}

/// A course of a drug, from the `start` that began it to the next `stop` of the same agent.
public struct Course: Hashable, Sendable {
    /// The drug.
    public let agent: Agent
    /// What the drug is to the rules.
    public let kind: AgentClasses.Class
    /// The row that began it; starts during the course are renewals.
    public let start: Occurrence
    /// The row that ended it; nil while it is ongoing.
    public internal(set) var stop: Occurrence?

    /// Whether the drug is CNS-active.
    public var isCNSActive: Bool { kind == .cnsActive }
    /// Whether the drug is directed at the target of the population: CNS-active or targeted.
    public var isTargeted: Bool { kind == .cnsActive || kind == .targeted }
    /// Whether it runs at the end of the history.
    public var isOngoing: Bool { stop == nil }
}

/// Recorded treatment decisions.
public struct DecisionFacts: Sendable {
    /// Those that settle a question: all but `trial-evaluated`.
    public private(set) var settling = Occurrences()
    /// Those that say how a finding is treated: `observe` and `systemic`.
    public private(set) var treatments = Occurrences()
    /// `systemic`.
    public private(set) var systemic = Occurrences()
    /// `trial-evaluated`.
    public private(set) var trialEvaluated = Occurrences()

    mutating func note(_ kind: DecisionKind, at row: Occurrence) {
        switch kind {
        case .observe:
            settling.append(row)
            treatments.append(row)
        case .systemic:
            settling.append(row)
            treatments.append(row)
            systemic.append(row)
        case .mdt:
            settling.append(row)
        case .trialEvaluated:
            trialEvaluated.append(row)
        }
    }

    /// Returns the `systemic` decision since a finding that is the latest of the decisions on treatment.
    public func systemicTreatment(since finding: Occurrence) -> Occurrence? {
        guard let decision = treatments.latest, decision == systemic.latest, decision.date.isSince(finding.date)
        else { return nil }
        return decision
    }
}
