import CivilCalendar
import ClinicalModel

/// What one patient is owed on a day: a pure function of events, protocol and day.
public struct PatientPlan: Sendable {
    /// What the plan rests on; it keeps the reason of every decision.
    public let assessment: Assessment
    /// The owed items, by due date, then by name.
    public let items: [OwedItem]

    /// The plan for a patient on a day under a protocol.
    public init(for record: PatientRecord, rules: SurveillanceProtocol, asOf: CivilDate) {
        self.init(Assessment(facts: Facts(of: record, asOf: asOf), rules: rules))
    }

    /// The plan that an assessment makes.
    public init(_ assessment: Assessment) {
        self.assessment = assessment
        var items: [OwedItem] = []
        var patient = PatientView(assessment)
        for (item, rules) in RuleDefinition.asked(in: assessment.phase) {
            var proposals: [Proposal] = []
            for rule in rules {
                if let proposal = patient.proposal(of: rule, for: item) { proposals.append(proposal) }
            }
            if let owed = OwedItem(item, proposals: proposals, assessment: assessment) { items.append(owed) }
        }
        items.sort { ($0.due, $0.item.rawValue) < ($1.due, $1.item.rawValue) }
        self.items = items
    }

    /// The patient's phase.
    public var phase: Phase { assessment.phase }
    /// Whether rows of the patient were set aside, so that the plan rests on part of the record only.
    public var isIncomplete: Bool { assessment.facts.rejectedRows > 0 }
    /// Which risk factors hold.
    public var risk: RiskFactors { RiskFactors(facts: assessment.facts, bounds: assessment.rules.classification) }

    /// The first later day on which the plan may differ although no row changes; nil where none will.
    ///
    /// Dates of items, ends of phases, appointments that pass, rows whose dates have not come: the service sleeps until then.
    public var nextChange: CivilDate? {
        let facts = assessment.facts
        let today = facts.asOf
        var days = facts.history.futureRows.map(\.date.first)
        for item in items {
            days += [item.earliest, item.due, item.latest + .days(1)]
            // What is reckoned from the day itself moves with it.
            if item.proposals.contains(where: { $0.anchor == .asOf(today) }) { days.append(today + .days(1)) }
        }
        for appointment in facts.history.appointments {
            days += [appointment.date.first + .days(1)]
        }
        if let therapy = facts.L {
            let bounds = assessment.rules.phases
            days += [
                therapy.date.first + bounds.longTermFrom, therapy.date.first + bounds.postOperativeFor + .days(1),
            ]
        }
        return days.filter { $0 > today }.min()
    }
}

/// One thing a patient is owed, with its dates and the proposals they come from.
public struct OwedItem: Hashable, Sendable {
    /// What else is to be known of an item; never a change of its dates.
    public enum Flag: String, CaseIterable, Hashable, Sendable {
        /// A booked appointment lies after *latest*.
        case bookedLate = "booked-late"
        /// An appointment was missed.
        case missed
        /// Surveillance is suspended; the item is a symptom's.
        case suspended
        /// MRI is contraindicated.
        case mriContraindicated = "mri-contraindicated"
        /// Gadolinium contrast is contraindicated.
        case gadoliniumContraindicated = "gadolinium-contraindicated"
    }

    /// What is owed.
    public let item: Item
    /// The proposals, in the order of their rules; never empty.
    public let proposals: [Proposal]
    /// The proposal that gives the item its rule, anchor and urgency.
    public let leading: Proposal
    /// The earliest of the proposals' *earliest*.
    public let earliest: CivilDate
    /// The earliest of the proposals' *due*.
    public let due: CivilDate
    /// The earliest of the proposals' *latest*.
    public let latest: CivilDate
    /// Where it stands on the day of the plan.
    public let status: ItemStatus
    /// Whether it is owed as a CT with contrast, MRI being contraindicated.
    public let isSubstitute: Bool
    /// What is booked or was missed.
    public let appointment: Appointment
    /// What else is to be known, in the order of declaration.
    public let flags: [Flag]

    /// The item that proposals make together; nil where there is none.
    ///
    /// The most urgent proposal leads (ties: the earlier due, then the order of the rules); each date is the earliest that
    /// any proposal has, so an emergency of today in a patient overdue since May is shown overdue since May.
    init?(_ item: Item, proposals: [Proposal], assessment: borrowing Assessment) {
        guard let first = proposals.first else { return nil }
        self.item = item
        self.proposals = proposals
        var leading = first
        var (earliest, due, latest) = (first.earliest, first.due, first.latest)
        for proposal in proposals.dropFirst() {
            if (proposal.urgency.rank, proposal.due) < (leading.urgency.rank, leading.due) { leading = proposal }
            earliest = min(earliest, proposal.earliest)
            due = min(due, proposal.due)
            latest = min(latest, proposal.latest)
        }
        self.leading = leading
        (self.earliest, self.due, self.latest) = (earliest, due, latest)
        status = ItemStatus(on: assessment.facts.asOf, earliest: earliest, due: due, latest: latest)
        isSubstitute = item == .brainMRI && assessment.facts.isMRIContraindicated
        appointment =
            assessment.facts.history.appointments.isEmpty
            ? .none
            : Appointment(
                for: item, in: assessment.facts.history, from: leading.anchor.date, latest: latest,
                keptWithin: assessment.rules.appointmentKeptWithin)
        flags = OwedItem.flags(item, appointment, assessment)
    }

    private static func flags(_ item: Item, _ appointment: Appointment, _ assessment: borrowing Assessment) -> [Flag] {
        var flags: [Flag] = []
        switch appointment.state {
        case .none, .booked: break
        case .bookedLate: flags.append(.bookedLate)
        case .missed: flags.append(.missed)
        }
        if assessment.phase == .suspended, item.isImaging { flags.append(.suspended) }
        if item.isImaging {
            if assessment.facts.isMRIContraindicated { flags.append(.mriContraindicated) }
            if assessment.facts.isGadoliniumContraindicated { flags.append(.gadoliniumContraindicated) }
        }
        return flags
    }

    /// The rule that gives the item its name, anchor and urgency.
    public var rule: RuleID { leading.rule }
    /// The other rules that ask for it, by name.
    public var also: [RuleID] {
        proposals.count == 1
            ? [] : proposals.lazy.map(\.rule).filter { $0 != leading.rule }.sorted { $0.rawValue < $1.rawValue }
    }
    /// What the leading proposal is reckoned from, as recorded.
    public var anchor: PartialDate { leading.anchor.date }
    /// How quickly it is owed.
    public var urgency: Urgency { leading.urgency }

    /// The scanner and body part it is owed on, in the words of `imaging` rows; nil for items that are no imaging.
    public var modality: String? {
        switch item {
        case .brainMRI: isSubstitute ? BrainModality.ct.rawValue : BrainModality.mri.rawValue
        case .spineMRI: BodyModality.mriSpine.rawValue
        case .mammogram: BodyModality.mammogram.rawValue
        case .treatmentDecision, .trialEvaluation, .biopsy, .csf, .visit, .cardiacFunction, .reOffer, .dataCorrection:
            nil
        }
    }

    /// How many days it is past its *latest* date on a day; zero where it is not.
    public func daysLate(on day: CivilDate) -> Int { max(0, day.days(since: latest)) }
}

/// Where an item stands on a day (protocol.md section 1).
@frozen
public enum ItemStatus: String, CaseIterable, Hashable, Sendable {
    /// The window is not open yet.
    case upcoming
    /// The window is open, the due date not reached.
    case dueSoon = "due-soon"
    /// Due, and not yet late.
    case due
    /// Past its latest date.
    case overdue

    /// The status on a day of an item with these dates.
    public init(on day: CivilDate, earliest: CivilDate, due: CivilDate, latest: CivilDate) {
        if day > latest {
            self = .overdue
        } else if day >= due {
            self = .due
        } else if day >= earliest {
            self = .dueSoon
        } else {
            self = .upcoming
        }
    }
}
