import CivilCalendar
import ClinicalModel

/// What a rule says of a patient.
public enum Outcome: Hashable, Sendable {
    /// The rule asks for something.
    case owed(Proposal)
    /// The rule asks for nothing, and why.
    case notOwed(NotOwed)

    /// The proposal, where there is one.
    public var proposal: Proposal? {
        switch self {
        case .owed(let proposal): proposal
        case .notOwed: nil
        }
    }
}

/// What one rule asks for, with all that its dates were computed from.
public struct Proposal: Hashable, Sendable, Windowed {
    /// What the dates are reckoned from.
    public enum Anchor: Hashable, Sendable {
        /// A row of the history.
        case row(Occurrence)
        /// The day of the evaluation itself.
        case asOf(CivilDate)

        /// The date, as recorded.
        public var date: PartialDate {
            switch self {
            case .row(let occurrence): occurrence.date
            case .asOf(let day): PartialDate(day)
            }
        }
    }

    /// Where the interval from the anchor to *due* comes from.
    public enum Basis: Hashable, Sendable {
        /// The rule's `due`: nothing has answered yet.
        case due
        /// The rule's `repeat`, its step reckoned from a row where it has several.
        case `repeat`(since: Occurrence?)
        /// A clinician's own interval, an `interval` row.
        case override(Occurrence)
    }

    /// What moved the dates after they were computed.
    public enum Bound: Hashable, Sendable {
        /// Not due before this day: the last brain resection plus an interval.
        case notBefore(CivilDate, Occurrence)
        /// Not later than this day: the earliest *latest* of the routine proposals.
        case notAfter(CivilDate)
    }

    /// The rule.
    public let rule: RuleID
    /// What the dates are reckoned from.
    public let anchor: Anchor
    /// The event that the anchor follows, such as the local therapy before the latest scan.
    public let following: Occurrence?
    /// From the anchor to *due*.
    public let interval: Interval
    /// Where that interval comes from.
    public let basis: Basis
    /// What moved the dates afterwards.
    public let bound: Bound?
    /// The days that these make.
    public let window: Window
    /// How quickly it is owed.
    public let urgency: Urgency

    init(
        rule: Rule, anchor: Anchor, following: Occurrence? = nil, interval: Interval, basis: Basis = .due,
        bound: Bound? = nil, isHurried: Bool = true
    ) {
        self.rule = rule.id
        self.anchor = anchor
        self.following = following
        self.interval = interval
        self.basis = basis
        self.bound = bound
        urgency = isHurried ? rule.urgency : rule.urgencyOtherwise
        let date = anchor.date
        // Due is reckoned from the first day the anchor may mean, which is the safe reading; latest from the last, but
        // not where days matter.
        var due = date.first + interval
        var dueAtTheLast = (urgency.isReckonedFromFirstDay ? date.first : date.last) + interval
        if case .notBefore(let day, _) = bound {
            due = max(due, day)
            dueAtTheLast = max(dueAtTheLast, day)
        }
        var latest = dueAtTheLast + rule.late
        if case .notAfter(let day) = bound {
            due = min(due, day)
            latest = min(latest, day)
        }
        window = Window(earliest: max(due - rule.early, date.first), due: due, latest: latest)
    }
}

/// Why a rule asks for nothing: the nearest condition that fails.
public enum NotOwed: Hashable, Sendable {
    /// The protocol file turns the rule off.
    case disabled
    /// The rule serves other phases.
    case otherPhase
    /// In this phase only symptoms, `re-offer` and `data-correction` are owed, or nothing at all.
    case routineOff
    /// A fact that the rule needs is not there.
    case absent(MissingFact)
    /// What the rule watches is answered by a row.
    case answered(Occurrence, by: Occurrence)
    /// Another rule takes its place.
    case replaced(by: RuleID)
}

/// A fact whose absence keeps a rule from asking for anything.
public enum MissingFact: String, CaseIterable, Hashable, Sendable {
    /// No brain resection without a scan since, recently enough.
    case unscannedResection = "a brain resection that no adequate scan answers, recent enough"
    /// No adequate scan that qualifies.
    case qualifyingScan = "an adequate scan that qualifies"
    /// No open symptom of the kind.
    case openSymptom = "an open symptom of this kind"
    /// The latest finding scan is not a CT, or there is none.
    case findingOnCT = "a latest finding scan by CT"
    /// MRI is contraindicated.
    case possibleMRI = "the possibility of an MRI, which is contraindicated"
    /// The latest finding is not a confirmed brain site.
    case findingBySite = "a latest finding that is a confirmed brain site"
    /// Leptomeningeal disease is not suspected.
    case leptomeningealSuspicion = "a suspicion of leptomeningeal disease"
    /// No open suspicion of the site.
    case suspicion = "an open suspicion of metastasis of this kind"
    /// The latest brain scan is not non-diagnostic.
    case nonDiagnosticScan = "a latest brain scan that is non-diagnostic"
    /// No untreated finding.
    case untreatedFinding = "an untreated finding"
    /// No untreated finding that is large or critical.
    case criticalFinding = "an untreated finding that is large or in a critical site"
    /// No untreated leptomeningeal disease.
    case untreatedLeptomeningeal = "untreated leptomeningeal disease"
    /// No CNS-active drug was stopped that mattered.
    case stoppedDrug = "a stopped CNS-active course, none being ongoing and no local therapy given"
    /// Not enough equivocal scans in a row.
    case equivocalRun = "enough equivocal scans in a row without a decision"
    /// No sample, or too many.
    case singleSample = "exactly one sample, not positive, since the latest suspicion"
    /// No intrathecal course.
    case intrathecalCourse = "an ongoing intrathecal course"
    /// No row to reckon from.
    case startOfFollowUp = "a breast treatment or a diagnosis to reckon from"
    /// Nothing left to image, or no breast surgery to reckon from.
    case mammogramSubject = "breast tissue to image and a mammogram or breast surgery to reckon from"
    /// No targeted drug is running.
    case targetedCourse = "an ongoing targeted course"
    /// No resection whose scan was missed.
    case missedPostOperativeScan = "a brain resection that no adequate scan answers, too long ago for the first days"
    /// No symptom at the time of the finding.
    case symptomOfFinding = "a symptom at the time of an untreated finding"
    /// No resection without radiotherapy.
    case resectionAlone = "a brain resection as the latest local therapy, recently enough"
    /// No symptom that a scan left unexplained.
    case unexplainedSymptom = "an unresolved symptom that a scan answered and nothing followed up"
    /// No high risk, or no longer.
    case highRisk = "a high risk, recently enough metastatic"
    /// No systemic event.
    case systemicChange = "a systemic progression or new line"
    /// The patient has not declined.
    case refusal = "a refusal by the patient"
    /// No row was set aside.
    case rejectedRow = "a row that was set aside as faulty"
    /// There are rows.
    case emptyRecord = "a record without any row"
    /// The required receptors are determined.
    case undeterminedReceptor = "a required receptor that the record leaves open, and a row to reckon from"
    /// A diagnosis is recorded, or there is no row.
    case missingDiagnosis = "a record with rows, receptors determined, and neither diagnosis nor metastasis"
    /// Nothing contradicts the status.
    case contradictedStatus = "activity or new disease after hospice, declined or transferred"
}
