import CivilCalendar
import ClinicalModel
import ControlInterface
import RosterModel
import Surveillance

extension PersonReport {
    /// The report of a patient's details.
    public init(_ patient: Patient) {
        self.init(
            mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName,
            birthDate: patient.birthDate?.description, sex: patient.sex, clinic: patient.clinic,
            clinician: patient.clinician, row: Int(patient.row))
    }
}

extension ItemReport {
    /// The report of an owed item on a day.
    public init(_ owed: FollowUp, asOf day: CivilDate) {
        let leading = owed.ownLeadingDates
        self.init(
            item: owed.item.rawValue, rule: owed.rule.rawValue, also: owed.also.map(\.rawValue),
            anchor: owed.anchor.description, earliest: owed.earliest.description, due: owed.due.description,
            latest: owed.latest.description, status: owed.window.status(on: day).rawValue,
            urgency: owed.urgency.rawValue, modality: owed.modality, substitute: owed.isSubstitute,
            flags: owed.flags.map(\.rawValue),
            booked: owed.booked?.description, misses: owed.misses, daysLate: owed.window.daysLate(on: day),
            leadingDue: leading?.due.description, leadingLatest: leading?.latest.description,
            leadingStatus: leading == nil ? nil : owed.leadingWindow.status(on: day).rawValue,
            leadingDaysLate: leading == nil ? nil : owed.leadingWindow.daysLate(on: day))
    }
}

extension ClassificationReport {
    /// The report of a classification.
    public init(_ classification: Classification) {
        let gpa = classification.gpa
        self.init(
            extent: classification.extent?.rawValue, anatomy: classification.anatomy?.rawValue,
            large: classification.isLarge, criticalSite: classification.criticalSite?.rawValue,
            response: classification.response?.rawValue, presentation: classification.presentation.rawValue,
            young: classification.risk.isYoung, visceral: classification.risk.isVisceral,
            hormoneReceptorNegative: classification.risk.isHormoneReceptorNegative,
            highRisk: classification.risk.isHigh, inPeak: classification.isInPeak,
            onlyAgentsNotCNSActive: classification.isOnlyOnAgentsNotCNSActive,
            favourableNumber: classification.isFavourableNumber, kps: classification.kps,
            gpaLowTenths: gpa?.tenths.lowerBound, gpaHighTenths: gpa?.tenths.upperBound, gpaMissing: gpa?.missing ?? [])
    }
}

extension ProtocolReference {
    /// The reference to the protocols in force, whose content has this fingerprint. Of several the ids and versions are
    /// joined by `+`.
    public init(_ protocols: ProtocolSet, fingerprint: String) {
        let all = protocols.protocols
        self.init(
            id: all.map(\.id).joined(separator: "+"), version: all.map(\.version).joined(separator: "+"),
            title: all.map(\.title).joined(separator: "; "), fingerprint: fingerprint)
    }
}

/// Where the events of a patient stand, and what is noted beside them.
public struct FactSources: Sendable {
    let places: EventPlaces
    let notes: [Event.Source: String]

    /// The places of the export's records, and notes by the origin of their events.
    public init(_ places: EventPlaces, notes: [Event.Source: String] = [:]) {
        self.places = places
        self.notes = notes
    }

    /// The places and notes of a patient of a roster as read.
    public init(_ roster: Roster, of record: PatientRecord) {
        var notes: [Event.Source: String] = [:]
        for event in record.events {
            guard let note = roster.notes.bytes(ofRow: event.row) else { continue }
            notes[event.source] = String(decoding: note, as: UTF8.self)
        }
        self.init(roster.places, notes: notes)
    }
}

extension FactReport {
    /// The report of a record of the export, with its place and note, or of an act.
    public init(_ fact: FactReference, _ sources: FactSources) {
        let place: EventPlace
        switch fact.source {
        case .export(let row): place = sources.places.place(ofRow: row) ?? EventPlace(file: "events.csv", line: row)
        case .recorded(let act): place = EventPlace(file: "recorded", line: act)
        case .supposed: place = EventPlace(file: "events.csv", line: 0)
        }
        self.init(
            file: place.file, row: place.line, resource: place.resource, date: fact.date.description, words: fact.words,
            note: sources.notes[fact.source])
    }
}

extension RemarkReport {
    /// The report of a remark.
    public init(_ remark: Remark, _ sources: FactSources) {
        self.init(
            kind: remark.kind.rawValue, meaning: remark.meaning, fact: remark.fact.map { FactReport($0, sources) })
    }
}

extension PatientSummary {
    /// The summary of a patient: details, phase, what is owed, and the history in reading order.
    public init(
        _ explanation: Explanation, of patient: Patient, sources: FactSources,
        pseudonym: String? = nil,
        absentSince: String? = nil, leases: [LeaseReport], acts: [ActReport],
        questions: [QuestionReport], notices: [Notice] = []
    ) {
        let facts = explanation.plan.assessment.facts
        func entries(_ kind: String, _ events: [Event]) -> [TimelineEntry] {
            events.map { TimelineEntry(kind: kind, fact: FactReport(FactReference($0), sources)) }
        }
        let timeline =
            entries("counted", facts.history.rows) + entries("appointment", facts.history.appointments)
            + entries("future", facts.history.futureRows)
        self.init(
            asOf: facts.asOf.description, person: PersonReport(patient), pseudonym: pseudonym,
            phase: explanation.plan.phase.rawValue, phaseMeaning: explanation.phaseMeaning,
            protocol: explanation.plan.assessment.protocolID, incomplete: explanation.plan.isIncomplete,
            absentSince: absentSince,
            classification: ClassificationReport(explanation.classification),
            items: explanation.plan.items.map { ItemReport($0.followUp, asOf: facts.asOf) }, leases: leases, acts: acts,
            timeline: timeline,
            remarks: explanation.remarks.map { RemarkReport($0, sources) }, questions: questions, notices: notices)
    }
}

extension ExplanationReport {
    /// The report of an explanation; if an item is given, of that item alone. `hold` says what holds an item back, or
    /// is nil.
    public init(
        _ explanation: Explanation, of patient: Patient, protocol reference: ProtocolReference, item: Item? = nil,
        sources: FactSources, leases: [LeaseReport], told: [ToldReport], sent: [SentReport],
        questions: [QuestionReport], notices: [Notice] = [],
        hold: (FollowUp) -> String?
    ) {
        let asOf = explanation.plan.assessment.facts.asOf
        let items = explanation.items.filter { item == nil || $0.owed.item == item }
        let notOwed = explanation.notOwed.filter { item == nil || $0.item == item }
        let assessment = explanation.plan.assessment
        // Of several protocols in force the patient's own; the fingerprint stays that of all of them.
        let own =
            assessment.protocolID.isEmpty
            ? reference
            : ProtocolReference(
                id: assessment.rules.id, version: assessment.rules.version, title: assessment.rules.title,
                fingerprint: reference.fingerprint)
        self.init(
            asOf: asOf.description, protocol: own, person: PersonReport(patient),
            phase: explanation.plan.phase.rawValue, phaseMeaning: explanation.phaseMeaning,
            phaseFact: explanation.phaseFact.map { FactReport($0, sources) }, incomplete: explanation.plan.isIncomplete,
            items: items.map { ItemExplanationReport($0, asOf: asOf, sources, hold: hold($0.owed.followUp)) },
            notOwed: notOwed.map { NotOwedReport($0, sources) },
            hypotheses: explanation.hypotheses.map { HypothesisReport(words: $0.words, changes: $0.changes) },
            vagueDates: explanation.vagueDates.map {
                VagueDateReport(fact: FactReport($0.fact, sources), ifFirst: $0.ifFirst, ifLast: $0.ifLast)
            },
            remarks: explanation.remarks.map { RemarkReport($0, sources) },
            classification: ClassificationReport(explanation.classification), leases: leases, told: told,
            sent: sent, questions: questions, notices: notices)
    }
}

extension ItemExplanationReport {
    init(_ explanation: ItemExplanation, asOf: CivilDate, _ sources: FactSources, hold: String?) {
        self.init(
            item: ItemReport(explanation.owed.followUp, asOf: asOf), merging: explanation.merging,
            proposals: explanation.proposals.map { ProposalReport($0, sources) }, hold: hold)
    }
}

extension ProposalReport {
    init(_ proposal: ProposalExplanation, _ sources: FactSources) {
        self.init(
            rule: proposal.rule.rawValue, urgency: proposal.urgency.rawValue, source: proposal.source,
            grade: proposal.grade.rawValue, anchor: proposal.anchor.map { FactReport($0, sources) },
            following: proposal.following.map { FactReport($0, sources) },
            ownInterval: proposal.ownInterval.map { FactReport($0, sources) }, arithmetic: proposal.arithmetic)
    }
}

extension NotOwedReport {
    init(_ explanation: NotOwedExplanation, _ sources: FactSources) {
        self.init(
            item: explanation.item.rawValue, rule: explanation.rule.rawValue, reason: explanation.reason,
            near: explanation.isNear, answered: explanation.answered.map { FactReport($0, sources) },
            answeredBy: explanation.answeredBy.map { FactReport($0, sources) })
    }
}
