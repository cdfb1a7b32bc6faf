import CivilCalendar
import ClinicalModel

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
        /// The peak of CNS risk begins so long after the patient became metastatic.
        public var peakFrom = Interval.none
        /// The peak of CNS risk ends so long after the patient became metastatic.
        public var peakUntil = Interval.none
        /// A symptom counts as the presentation when its onset is at most so long before the first finding.
        public var presentationWithin = Interval.none

        /// Bounds of no size.
        public init() {}
    }

    /// Which patients a protocol covers (protocol.md section 9).
    public struct Population: Hashable, Sendable {
        /// The values of a receptor that belong to the population, each receptor named in the protocol file.
        public var values: [Receptor: [ReceptorValue]] = [:]
        /// The receptors without which nothing can be planned.
        public var required: [Receptor] = []

        /// A population that covers everyone.
        public init() {}
    }

    /// What the symptoms mean. Any other symptom asks for brain imaging within days.
    public struct Symptoms: Hashable, Sendable {
        /// Those that ask for immediate brain imaging.
        public var emergency: [Symptom] = []
        /// Those that ask for immediate spine imaging.
        public var cord: [Symptom] = []
        /// Those that forbid a lumbar puncture before imaging.
        public var herniation: [Symptom] = []

        /// Lists without symptoms.
        public init() {}
    }

    /// What makes the risk of CNS disease high.
    public struct Risk: Hashable, Sendable {
        /// The factors that count.
        public var factors: [RiskFactor] = []
        /// So many of them make a high risk.
        public var highFrom = 0

        /// A risk that is never high.
        public init() {}
    }

    /// The order of the work-list (protocol.md section 10).
    public struct WorkList: Hashable, Sendable {
        /// All items, in the order in which they stand among items of equal urgency.
        public var items: [Item] = []
        /// The items that move into the last band once they are long overdue.
        public var staleItems: [Item] = []
        /// How long an item of that list is overdue before it moves there.
        public var staleAfter = Interval.none

        /// A list without items.
        public init() {}
    }

    /// Which patients it covers.
    public var population = Population()
    /// What the names of drugs mean.
    public var agents = AgentClasses()
    /// What the symptoms mean.
    public var symptoms = Symptoms()
    /// What makes a high risk.
    public var risk = Risk()
    /// The order of the work-list.
    public var workList = WorkList()
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

    /// The numbers of a rule.
    public subscript(id: RuleID) -> Rule {
        get { rules[id.place] }
        set { rules[id.place] = newValue }
    }

    /// The numbers of the rule at a place among all rules.
    subscript(place: Int) -> Rule { rules[place] }
}

/// The numbers of one rule, as the protocol file gives them.
///
/// Which of them a rule has is in `RuleDefinition.keys`; a number it does not have is zero and unused.
public struct Rule: Hashable, Sendable {
    /// One step of a repeat interval.
    public struct RepeatStep: Hashable, Sendable {
        /// The step holds for scans earlier than the rule's reference date plus this; nil for always.
        public let until: Interval?
        /// The interval from one scan to the next.
        public let every: Interval

        /// A step.
        public init(until: Interval?, every: Interval) {
            self.until = until
            self.every = every
        }
    }

    /// Which rule it is.
    public var id: RuleID
    /// Whether it makes proposals.
    public var isEnabled = true
    /// From the anchor to *due*, where nothing has answered yet.
    public var due = Interval.none
    /// From the latest scan to the next *due*, by steps; the first step that holds counts.
    public var repeats: [RepeatStep] = []
    /// From *earliest* to *due*.
    public var early = Interval.none
    /// From *due* to *latest*.
    public var late = Interval.none
    /// A scan answers from the reference date plus this on; it may be negative.
    public var answeredFrom = Interval.none
    /// Not due before the last brain resection plus this.
    public var afterResection = Interval.none
    /// How many results in a row make the condition.
    public var consecutive = 0
    /// How far before its reference date the rule looks for its condition.
    public var lookBack = Interval.none
    /// How long after its anchor the condition, or the urgency, lasts.
    public var until = Interval.none
    /// How quickly it is owed.
    public var urgency = Urgency.routine
    /// How quickly it is owed where the rule's reason to hurry does not hold; the urgency itself for most rules.
    public var urgencyOtherwise = Urgency.routine
    /// Where the figures come from.
    public var source = ""
    /// How well the figures are founded.
    public var grade = Grade.local

    /// A rule without numbers.
    public init(id: RuleID) { self.id = id }

    /// The repeat interval for a scan on a day, reckoned from a reference day.
    func repeatInterval(for scan: CivilDate, since reference: CivilDate) -> Interval? {
        repeats.first { step in step.until.map { scan < reference + $0 } ?? true }?.every
    }
}

/// How quickly an item is owed, most urgent first (protocol.md section 1).
@frozen
public enum Urgency: String, CaseIterable, Hashable, Sendable {
    /// Today; a person must know now.
    case emergency
    /// During the hospital stay.
    case inpatient
    /// Within days.
    case urgent
    /// Within weeks.
    case soon
    /// On schedule.
    case routine
    /// To be considered; evidence is weak.
    case advisory

    /// 0 for the most urgent.
    public var rank: Int { place }

    /// The urgency of that rank; nil where none has it.
    public init?(rank: Int) {
        guard Urgency.allCases.indices.contains(rank) else { return nil }
        self = Urgency.allCases[rank]
    }

    /// Whether even *latest* is computed from the first day the anchor may mean: emergency, inpatient and urgent.
    public var isReckonedFromFirstDay: Bool {
        switch self {
        case .emergency, .inpatient, .urgent: true
        case .soon, .routine, .advisory: false
        }
    }
}

/// How well the figures of a rule are founded.
@frozen
public enum Grade: String, CaseIterable, Hashable, Sendable {
    /// A published guideline gives this figure, or a range that contains it.
    case guideline
    /// A trial used it; no guideline asks for it.
    case trial
    /// No number was found in the literature; the site must decide.
    case local
}
