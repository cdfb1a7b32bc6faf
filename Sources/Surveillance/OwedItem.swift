import CivilCalendar
import ClinicalModel

/// What one patient is owed, as it is stored and listed: everything but the reasons.
public struct FollowUp: Hashable, Sendable, Windowed {
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
        /// Imaging and a neurosurgeon come before the lumbar puncture.
        case herniationRisk = "herniation-risk"
        /// No population covers the patient, who has CNS disease.
        case outsidePopulation = "outside-population"
        /// The benefit is doubtful: the patient's performance status is poor.
        case reviewBenefit = "review-benefit"
    }

    /// The dates that one rule gives.
    public struct LeadingDates: Hashable, Sendable {
        /// When it should be done.
        public let due: CivilDate
        /// The last day before it is overdue.
        public let latest: CivilDate

        /// These dates.
        public init(due: CivilDate, latest: CivilDate) { (self.due, self.latest) = (due, latest) }
    }

    /// What is owed.
    public let item: Item
    /// The rule that gives the item its name, anchor and urgency.
    public let rule: RuleID
    /// The other rules that ask for it, by name.
    public let also: [RuleID]
    /// What the leading rule reckons from, as recorded.
    public let anchor: PartialDate
    /// Its days: each is the earliest that any of the rules gives.
    public var window: Window
    /// How quickly it is owed.
    public let urgency: Urgency
    /// Whether it is owed as a CT with contrast, MRI being contraindicated.
    public let isSubstitute: Bool
    /// What else is to be known, in the order of declaration.
    public let flags: [Flag]
    /// The day for which it is booked.
    public var booked: PartialDate?
    /// How many appointments were missed since the anchor.
    public let misses: Int
    /// The due and latest dates of the leading rule alone; later than those of the window where another rule asks sooner.
    public let leadingDates: LeadingDates
    /// The row that the leading rule reckons from, without numbers; nil where it reckons from the day itself.
    public let cause: EventContent?
    /// Of a treatment decision: the date of the newest result that asks for it. A later one makes it news again.
    public let newestResult: PartialDate?

    /// A follow-up of these parts.
    public init(
        item: Item, rule: RuleID, also: [RuleID] = [], anchor: PartialDate, window: Window, urgency: Urgency,
        isSubstitute: Bool = false, flags: [Flag] = [], booked: PartialDate? = nil, misses: Int = 0,
        leadingDates: LeadingDates? = nil, cause: EventContent? = nil, newestResult: PartialDate? = nil
    ) {
        self.item = item
        self.rule = rule
        self.also = also
        self.anchor = anchor
        self.window = window
        self.urgency = urgency
        self.isSubstitute = isSubstitute
        self.flags = flags
        self.booked = booked
        self.misses = misses
        self.leadingDates = leadingDates ?? LeadingDates(due: window.due, latest: window.latest)
        self.cause = cause
        self.newestResult = newestResult
    }

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

    /// The window with the leading rule's own due and latest dates: what a person means by overdue. A seizure of today is due
    /// today, although the yearly scan has been overdue for long.
    public var leadingWindow: Window {
        Window(
            earliest: min(window.earliest, leadingDates.due), due: leadingDates.due, latest: leadingDates.latest)
    }

    /// The dates of the leading rule where they are not those of the window.
    public var ownLeadingDates: LeadingDates? {
        leadingDates.due == window.due && leadingDates.latest == window.latest ? nil : leadingDates
    }

    /// The day for which it is booked, where that is not after *latest*.
    public var bookedInTime: PartialDate? { flags.contains(.bookedLate) ? nil : booked }
}

/// An item of a plan: the follow-up, with the proposals that it comes from.
@dynamicMemberLookup
public struct OwedItem: Hashable, Sendable, Windowed {
    /// What is stored and listed of it.
    public let followUp: FollowUp
    /// The proposals, in the order of their rules; never empty.
    public let proposals: [Proposal]
    /// Where it stands on the day of the plan.
    public let status: ItemStatus
    /// What is booked or was missed.
    public let appointment: Appointment
    private let leader: Int

    /// The item that proposals make together; nil where there is none.
    ///
    /// The most urgent proposal leads (ties: the earlier due, then the order of the rules); each date is the earliest that
    /// any proposal has, so an emergency of today in a patient overdue since May is shown overdue since May.
    init?(_ item: Item, proposals: [Proposal], assessment: borrowing Assessment) {
        guard let first = proposals.first else { return nil }
        var leader = 0
        var window = first.window
        for place in proposals.indices.dropFirst() {
            let (proposal, leading) = (proposals[place], proposals[leader])
            if (proposal.urgency.rank, proposal.due) < (leading.urgency.rank, leading.due) { leader = place }
            window = window.earlier(proposal.window)
        }
        let leading = proposals[leader]
        let facts = assessment.facts
        appointment =
            facts.history.appointments.isEmpty
            ? .none
            : Appointment(
                for: item, in: facts.history, from: leading.anchor.date, latest: window.latest,
                keptWithin: assessment.rules.appointmentKeptWithin)
        followUp = FollowUp(
            item: item, rule: leading.rule,
            also: proposals.count == 1
                ? [] : proposals.map(\.rule).filter { $0 != leading.rule }.sorted { $0.rawValue < $1.rawValue },
            anchor: leading.anchor.date, window: window, urgency: leading.urgency,
            isSubstitute: item == .brainMRI && facts.isMRIContraindicated,
            flags: OwedItem.flags(item, leading.urgency, appointment, assessment), booked: appointment.booked,
            misses: appointment.misses,
            leadingDates: FollowUp.LeadingDates(due: leading.due, latest: leading.latest),
            cause: OwedItem.cause(leading, facts), newestResult: OwedItem.newestResult(item, proposals, facts))
        status = window.status(on: facts.asOf)
        self.proposals = proposals
        self.leader = leader
    }

    private static func cause(_ leading: Proposal, _ facts: borrowing Facts) -> EventContent? {
        switch leading.anchor {
        case .row(let row): facts.history[row].content.withoutNumbers
        case .asOf: nil
        }
    }

    /// The rules reckon from the earliest finding that is untreated; what came last may be a later one.
    private static func newestResult(
        _ item: Item, _ proposals: [Proposal], _ facts: borrowing Facts
    ) -> PartialDate? {
        guard item == .treatmentDecision else { return nil }
        let dates = proposals.map(\.anchor.date) + [facts.Q?.row.date].compactMap(\.self)
        return dates.max { $0.first < $1.first }
    }

    private static func flags(
        _ item: Item, _ urgency: Urgency, _ appointment: Appointment, _ assessment: borrowing Assessment
    ) -> [FollowUp.Flag] {
        var flags: [FollowUp.Flag] = []
        switch appointment.state {
        case .none, .booked: break
        case .bookedLate: flags.append(.bookedLate)
        case .missed: flags.append(.missed)
        }
        if item.isImaging {
            if assessment.phase == .suspended { flags.append(.suspended) }
            if assessment.facts.isMRIContraindicated { flags.append(.mriContraindicated) }
            if assessment.facts.isGadoliniumContraindicated { flags.append(.gadoliniumContraindicated) }
        }
        if item == .csf, assessment.isHerniationRisk { flags.append(.herniationRisk) }
        if !assessment.isCovered, assessment.facts.hasCNSDisease { flags.append(.outsidePopulation) }
        if urgency == .advisory, assessment.isBenefitDoubtful { flags.append(.reviewBenefit) }
        return flags
    }

    /// A member of the follow-up.
    public subscript<Member>(dynamicMember member: KeyPath<FollowUp, Member>) -> Member { followUp[keyPath: member] }
    /// The days on which it is owed.
    public var window: Window { followUp.window }
    /// The proposal that gives the item its rule, anchor and urgency.
    public var leading: Proposal { proposals[leader] }
    /// Whether it is reckoned from the day of the plan, and so is due on every day for as long as it is owed.
    public var isDueEveryDay: Bool {
        proposals.contains { proposal in
            switch proposal.anchor {
            case .asOf: true
            case .row: false
            }
        }
    }
}
