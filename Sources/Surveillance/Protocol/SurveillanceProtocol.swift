import CivilCalendar

/// A surveillance protocol: every number that decides what a patient is owed and when, each rule with its source and grade.
///
/// The clinical protocol, that is; the wire is called the control interface.
public struct SurveillanceProtocol: Hashable, Sendable {
    /// The numbers that bound phases.
    public struct PhaseBounds: Hashable, Sendable {
        /// How long after a brain resection the phase `post-operative` lasts while no scan answers it.
        public var postOperativeFor = Interval.none
        /// From the latest local therapy to the phase `long-term`.
        public var longTermFrom = Interval.none

        /// Bounds of no length.
        public init() {}
    }

    /// The numbers behind what is shown of a patient's disease.
    public struct ClassificationBounds: Hashable, Sendable {
        /// A lesion is large above this diameter in millimetres.
        public var largeAboveMillimetres = 0
        /// At most so many lesions are oligometastatic (the treatment class).
        public var oligometastaticAtMost = 0
        /// At most so many lesions are a favourable number (the prognostic cut).
        public var favourableNumberAtMost = 0
        /// A patient is young below this age in years.
        public var youngBelowAge = 0
        /// So many risk factors make a high risk.
        public var highRiskFrom = 0
        /// The peak of CNS risk begins so long after the patient became metastatic.
        public var peakFrom = Interval.none
        /// The peak of CNS risk ends so long after the patient became metastatic.
        public var peakUntil = Interval.none
        /// A symptom counts as the presentation when its onset is at most so long before the first finding.
        public var presentationWithin = Interval.none

        /// Bounds of no size.
        public init() {}
    }

    /// The identifier, such as `her2-cns`.
    public var id = ""
    /// The version, in the site's own counting.
    public var version = ""
    /// The day from which the protocol is in force.
    public var effective = CivilDate.earliest
    /// What it is called.
    public var title = ""
    /// The numbers that bound phases.
    public var phases = PhaseBounds()
    /// From an appointment to the last day on which its scan is looked for.
    public var appointmentKeptWithin = Interval.none
    /// The numbers behind what is shown of a patient's disease.
    public var classification = ClassificationBounds()
    private var rules: [Rule]

    /// A protocol without numbers.
    public init() {
        rules = RuleID.allCases.map { Rule(id: $0) }
    }

    /// Whether a rule makes proposals, asked without taking its numbers out.
    func isEnabled(_ id: RuleID) -> Bool { rules[id.index].isEnabled }

    /// The numbers of a rule.
    public subscript(id: RuleID) -> Rule {
        get { rules[id.index] }
        set { rules[id.index] = newValue }
    }
}
