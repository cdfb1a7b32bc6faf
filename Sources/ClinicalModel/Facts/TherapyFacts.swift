import CivilCalendar

/// Operations, radiotherapy and drug courses.
public struct TherapyFacts: Sendable {
    /// Local therapy of brain metastases: `brain-resection`, `srs`, `fsrt`, `wbrt`.
    public private(set) var local = Occurrences()
    /// Whether the latest local therapy is a `brain-resection`.
    public private(set) var isLatestLocalAResection = false
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
        case .lumpectomy, .other: break
        }
    }

    mutating func note(_ kind: RadiotherapyKind, at row: Occurrence) {
        if kind.isLocalTherapy {
            local.append(row)
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

    mutating func note(_ agent: Agent, _ change: IntervalChange, at row: Occurrence) {
        switch change {
        case .start:
            // A start during a running course is a renewal and begins nothing.
            guard runningCourse(of: agent) == nil else { return }
            courses.append(Course(agent: agent, start: row))
            courseStarts.append(row)
            if agent.isCNSActive { cnsActiveStarts.append(row) }
            if agent.isIntrathecal { intrathecalStarts.append(row) }
        case .stop:
            if agent.isCNSActive { cnsActiveStopRows.append(row) }
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

    /// Returns the CNS-active courses *in play* for a finding: begun since it, or before it in row order and not
    /// stopped before it (protocol.md section 3).
    public func cnsActiveCourses(inPlayFor finding: Occurrence) -> [Course] {
        courses.filter { course in
            guard course.agent.isCNSActive else { return false }
            if course.start.date.isSince(finding.date) { return true }
            guard course.start.stands(before: finding) else { return false }
            return course.stop.map { !$0.stands(before: finding) } ?? true
        }
    }
}

/// A course of a drug, from the `start` that began it to the next `stop` of the same agent.
public struct Course: Hashable, Sendable {
    /// The drug.
    public let agent: Agent
    /// The row that began it; starts during the course are renewals.
    public let start: Occurrence
    /// The row that ended it; nil while it is ongoing.
    public internal(set) var stop: Occurrence?

    /// Whether it runs at the end of the history.
    public var isOngoing: Bool { stop == nil }
}

/// Recorded treatment decisions.
public struct DecisionFacts: Sendable {
    /// All of them.
    public private(set) var all = Occurrences()
    /// `observe` and `systemic`: those that settle what is done about a finding.
    public private(set) var settling = Occurrences()
    /// `systemic`.
    public private(set) var systemic = Occurrences()
    /// `trial-evaluated`.
    public private(set) var trialEvaluated = Occurrences()

    mutating func note(_ kind: DecisionKind, at row: Occurrence) {
        all.append(row)
        switch kind {
        case .observe:
            settling.append(row)
        case .systemic:
            settling.append(row)
            systemic.append(row)
        case .trialEvaluated:
            trialEvaluated.append(row)
        case .mdt:
            break
        }
    }
}
