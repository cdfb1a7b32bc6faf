import CivilCalendar
import ClinicalModel
import ControlInterface
import Glibc
import RosterModel
import Service
import StaffWork
import Surveillance
import WatchStore
import WireMapping

/// Answers what people ask: it reads the store and the state of the service, and changes neither.
package final class QueryService {
    /// What the admin decides.
    package let settings: ServiceSettings
    /// The time at the clinic.
    package let clock: ClinicClock
    /// The store, to be read.
    package let store: StoreView
    /// What holds beside it, as the writer left it after its last job.
    package var state: ServiceState
    /// The audit trail, where it is kept on this thread.
    private let audit: AuditKeeper?
    /// What is to be said of the trail where it is kept on another thread.
    var settledNoticesOfAudit: [Notice] = []
    /// The places of the work-list last asked for; forgotten whenever the list may have changed.
    var pagedKeys: (request: DueRequest, day: CivilDate, keys: [FollowUpKey])?
    /// What was last read of the service, when, and of which version of the store.
    private var keptFacts: (moment: Int, version: Int, facts: ServiceFacts)?
    /// How often what is known has changed since the start.
    private(set) var changes = 0
    /// Who waits for the answer.
    package var caller = QueryCaller()

    /// Answers from a store.
    package init(
        settings: ServiceSettings, clock: ClinicClock, store: StoreView, state: ServiceState, audit: AuditKeeper? = nil
    ) {
        (self.settings, self.clock, self.store, self.state, self.audit) = (settings, clock, store, state, audit)
    }

    /// The civil day at the clinic.
    package var today: CivilDate { clock.day(at: clock.now) }

    /// Forgets what is remembered from one query to the next: the roster, the plans or what staff did may have changed.
    func forget(changes: Int? = nil) {
        self.changes = changes ?? self.changes + 1
        pagedKeys = nil
    }

    /// What the store holds of the service; read again when the store has changed, or a second later.
    func facts() throws(StoreError) -> ServiceFacts {
        let now = clock.now
        let version = try store.version()
        if let keptFacts, keptFacts.moment == now, keptFacts.version == version { return keptFacts.facts }
        let facts = try store.read {
            try $0.serviceFacts(
                since: now - QueryService.memoryOfFailures, failingChannel: TroubleKind.channel.rawValue)
        }
        keptFacts = (now, version, facts)
        return facts
    }

    /// So long the notices speak of a message that was given up.
    private static let memoryOfFailures = 7 * 86_400

    /// Throws where the caller of a long answer is gone.
    package func keepGoing() throws {
        if caller.isGone() { throw CancellationError() }
    }
}

/// Who waits for a long answer.
package struct QueryCaller {
    /// Asked now and then: a caller who is gone needs no answer.
    let isGone: () -> Bool
    /// Called with what a caller who wants more than one reply gets meanwhile.
    let report: (any ControlMessage) -> Void

    /// A caller who stays and wants no reports, unless it is said otherwise.
    package init(isGone: @escaping () -> Bool = { false }, report: @escaping (any ControlMessage) -> Void = { _ in }) {
        (self.isGone, self.report) = (isGone, report)
    }
}

/// What people ask of the service beside the work-list.
extension QueryService {
    var reference: ProtocolReference { ProtocolReference(state.protocols, fingerprint: state.fingerprint) }

    /// Whether the export is older than the admin allows.
    func isStale(_ roster: RosterInForce?) -> Bool {
        roster?.isStale(at: clock.now, afterHours: settings.staleAfterHours) ?? true
    }

    /// What everyone who reads a list must know.
    var notices: [Notice] {
        var notices: [Notice] = []
        let facts = try? facts()
        let roster = facts?.roster
        if let refusal = state.refusal {
            notices.append(
                Notice(
                    kind: "roster-refused",
                    message: "The roster is refused and the last good one, if any, stays in force: "
                        + (refusal.reasons.first ?? "")))
        } else if isStale(roster) {
            notices.append(
                Notice(
                    kind: "roster-stale",
                    message:
                        "The export is more than \(Pluralised(settings.staleAfterHours, "hour")) old; check the nightly job."
                ))
        }
        notices += noticesOfAudit + (facts.map(noticesOfDelivery) ?? [])
        if let fault = state.protocolRefusal.first {
            notices.append(Notice(kind: "protocol-refused", message: "A newer protocol is refused: \(fault)"))
        }
        if let roster, roster.rejectedRows > 0 {
            notices.append(
                Notice(
                    kind: "rows-rejected",
                    message:
                        "\(Pluralised(roster.rejectedRows, "row")) of the roster set aside; "
                        + "see: cnswatch roster check \(settings.rosterFolder)"))
        }
        if let absent = facts?.absent, absent > 0 {
            notices.append(
                Notice(
                    kind: "patients-absent",
                    message:
                        "\(Pluralised(absent, "patient").with("is", "are")) missing from the export; kept and still watched."
                ))
        }
        return notices
    }

    /// What everyone must know of the audit trail.
    var noticesOfAudit: [Notice] { audit?.notices ?? settledNoticesOfAudit }

    /// An empty list would read as "nobody is owed anything": where no roster was ever taken, that is said instead.
    func requireRoster() throws {
        guard try hasRoster else { throw QueryError.noRoster }
    }

    /// Whether a roster was ever taken.
    package var hasRoster: Bool { get throws { try facts().roster != nil } }

    /// What is to be said where a list for a clinic is empty.
    func unknownClinic(_ clinic: String?) throws -> [Notice] {
        guard let clinic else { return [] }
        return UnknownClinic(clinic, among: try store.read { try $0.clinics() }).map { [$0.notice] } ?? []
    }

    /// The patient with a record number or a pseudonym.
    func patient(_ key: String) throws -> StoredPatient {
        try requireRoster()
        guard let patient = try store.read({ try $0.patient(key) })
        else { throw QueryError.noPatient }
        return patient
    }

    private func explanation(_ patient: StoredPatient, _ request: PatientRequest) throws -> Explanation {
        let day = try WorkListFilter.day(request.asOf) ?? today
        return Explanation(of: patient.merged.record, state.protocols, asOf: day)
    }

    package func show(_ request: PatientRequest) throws -> PatientSummary {
        let patient = try patient(request.patient)
        let explanation = try explanation(patient, request)
        return PatientSummary(
            explanation, of: patient.patient, sources: try sources(of: patient),
            pseudonym: patient.pseudonym,
            absentSince: patient.absentSince?.description,
            leases: LeaseReport.reports(WorkedPlan(explanation.plan, patient.workflow)),
            acts: ActReport.reports(patient.workflow, patient.merged, places: patient.places),
            questions: try questions(of: patient), notices: notices)
    }

    package func explain(_ request: PatientRequest) throws -> ExplanationReport {
        var item: Item?
        if let word = request.item {
            guard let known = Item(rawValue: word) else { throw QueryError.parameter("item") }
            item = known
        }
        let patient = try patient(request.patient)
        let explanation = try explanation(patient, request)
        let worked = WorkedPlan(explanation.plan, patient.workflow)
        return ExplanationReport(
            explanation, of: patient.patient, protocol: reference, item: item, sources: try sources(of: patient),
            leases: LeaseReport.reports(worked),
            told: try told(patient).filter { item == nil || $0.item == item?.rawValue },
            sent: try sent(patient).filter { item == nil || $0.item == item?.rawValue },
            questions: try questions(of: patient), notices: notices,
            hold: { owed in
                let hold = worked.hold(of: owed)
                return hold == .open ? nil : hold.words
            })
    }

    private func sources(of patient: StoredPatient) throws -> FactSources {
        FactSources(patient.places, notes: try store.read { try $0.notes(of: patient) })
    }

    private func told(_ patient: StoredPatient) throws -> [ToldReport] {
        try store.read { try $0.told(of: patient.pseudonym) }.map { told in
            ToldReport(
                item: told.item, stage: told.stage, due: told.due.description, reason: told.reason, at: told.at)
        }
    }

    package func census(_ request: CensusRequest) throws -> CensusReport {
        try requireRoster()
        let day = try WorkListFilter.day(request.asOf) ?? today
        let stored = try store.read { try $0.census() }
        var phases = PhaseCounts()
        var statuses: [String: Int] = [:]
        var urgencies: [String: Int] = [:]
        func count(_ status: ItemStatus, _ urgency: Urgency) {
            statuses[status.rawValue, default: 0] += 1
            urgencies[urgency.rawValue, default: 0] += 1
        }
        if day == today {
            phases = stored.phases
            try forEachOutline(WorkListFilter(DueRequest(all: true))) { count($0.window.status(on: day), $0.urgency) }
        } else {
            try forEachPlan(asOf: day) { worked, _ in
                phases.add(in: worked.plan.phase.rawValue, of: worked.plan.assessment.protocolID)
                for owed in worked.plan.items { count(owed.status, owed.urgency) }
            }
        }
        func counts(_ words: [String], _ counts: [String: Int]) -> [WordCount] {
            words.map { WordCount(word: $0, count: counts[$0] ?? 0) }
        }
        let inForce = state.protocols.protocols.map(\.id)
        // A plan by a protocol that is no longer in force may stand until the next evaluation.
        let others = phases.byProtocol.keys.filter { !inForce.contains($0) }.sorted()
        let protocols = (inForce + others).map { id in
            ProtocolCensus(
                protocol: id,
                phases: counts(Phase.allCases.map(\.rawValue), phases.byProtocol[id] ?? [:]).filter { $0.count > 0 })
        }
        return CensusReport(
            asOf: day.description, total: phases.total,
            phases: counts(Phase.allCases.map(\.rawValue), phases.byPhase), protocols: protocols,
            statuses: counts(ItemStatus.allCases.map(\.rawValue), statuses),
            urgencies: counts(Urgency.allCases.map(\.rawValue), urgencies), incomplete: stored.incomplete,
            absent: stored.absent, notices: notices)
    }

    /// What the service is, and how it is.
    package func status(of process: ServiceProcess) throws -> StatusReport {
        let facts = try facts()
        let (roster, absent) = (facts.roster, facts.absent)
        let (questions, alerts) = try store.read { reader in
            (try reader.questionCount(), try reader.alertCounts(since: clock.start(of: today)))
        }
        return StatusReport(
            version: Release.version, pid: Int(getpid()), startedAt: process.startedAt, asOf: today.description,
            timeZone: clock.timeZone, protocol: reference,
            roster: RosterStatus(
                folder: settings.rosterFolder, loadedAt: roster?.loadedAt, patients: roster?.patients ?? 0,
                events: roster?.events ?? 0, rejectedRows: roster?.rejectedRows ?? 0, questions: questions,
                absent: absent,
                stale: isStale(roster),
                refusedAt: state.refusal?.at, refusal: state.refusal?.reasons ?? []),
            evaluatedAt: roster?.evaluatedAt, evaluatedPatients: (roster?.patients ?? 0) + absent,
            nextWake: process.nextWake, connections: process.connections, alertsPending: alerts.pending,
            alertsToday: alerts.handedOver,
            notices: notices + [noticeOfUnheardTroubles, noticeOfUnrouted].compactMap(\.self))
    }

    package func faults() throws -> FaultsReport {
        let (total, faults) = try store.read { (try $0.rosterInForce()?.faults ?? 0, try $0.rosterFaults()) }
        return FaultsReport(
            total: total,
            faults: faults.prefix(1_000).map { fault in
                FaultReport(
                    file: fault.file, row: fault.row, column: fault.column, reason: fault.reason, remedy: fault.remedy)
            })
    }
}

extension QueryService {
    /// What the roster in force leaves open, of all patients or of one.
    func questions(_ request: QuestionsRequest) throws -> QuestionsReport {
        if let limit = request.limit, limit < 1 { throw QueryError.parameter("limit") }
        let limit = min(request.limit ?? 1_000, 10_000)
        let patient = try request.patient.map { try self.patient($0).id }
        let (total, questions) = try store.read {
            (try $0.questionCount(of: patient), try $0.questions(of: patient, limit: limit))
        }
        return QuestionsReport(
            total: total,
            questions: questions.map { QuestionReport($0) }, notices: notices)
    }

    /// What the records of one patient leave open.
    func questions(of patient: StoredPatient) throws -> [QuestionReport] {
        try store.read { try $0.questions(of: patient.id, limit: 1_000) }.map { QuestionReport($0) }
    }
}

extension QuestionReport {
    fileprivate init(_ question: StoredQuestion) {
        self.init(
            mrn: question.mrn, kind: question.kind, date: question.date, file: question.place.file,
            row: question.place.line, resource: question.place.resource, reason: question.reason,
            remedy: question.remedy)
    }
}
