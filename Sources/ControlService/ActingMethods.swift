import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import JSONText
import Reporting
import RosterReading
import Service
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// The methods by which staff act, and try out what an act would change.
extension ControlHarness {
    var actingMethods: [String: MethodImplementation] {
        [
            "Record": acting { context, who in
                let request = try RecordRequest(json: context.parameters)
                return (ActRequest(request, by: who, today: self.answers.today), request.dryRun ?? false)
            },
            "Lease": acting { context, who in
                let request = try LeaseRequest(json: context.parameters)
                return (try ActRequest(request, by: who, today: self.answers.today), request.dryRun ?? false)
            },
            "Undo": acting { context, who in
                let request = try UndoRequest(json: context.parameters)
                return (ActRequest(request, by: who), request.dryRun ?? false)
            },
        ]
    }

    /// A method that acts, or tries out, as its request says.
    private func acting(
        _ read: @escaping (CallContext, StaffMember) throws -> (request: ActRequest, isDryRun: Bool)
    ) -> MethodImplementation {
        requiring(.operator) { context in
            // An act that nobody waits to hear of could not be refused in words, and many of them would hold up everybody's.
            if context.call.mode == .oneway { return }
            self.onceSettled {
                do {
                    let (request, isDryRun) = try read(context, self.access.person(context.peer))
                    if isDryRun {
                        let result = try self.answers.tryOut(request)
                        switch result {
                        case .success(let done):
                            self.audit.noteRead(
                                "dry-run", by: request.who, patient: done.mrn, item: done.verdict.item?.rawValue,
                                "\(done.verdict.deed.verb): \(done.words)")
                        case .failure(let failure):
                            self.audit.noteAct(
                                AuditDraft(refused: request, failure, at: self.answers.clock.now, isDryRun: true))
                        }
                        self.reply(context, result, to: request)
                    } else {
                        self.act(request, context)
                    }
                } catch {
                    self.fail(context, error)
                }
            }
        }
    }

    private func act(_ request: ActRequest, _ context: CallContext) {
        ask(.act(request)) { outcome in
            switch outcome {
            case .acted(let done, _):
                self.audit.noteAct(AuditDraft(done, by: request.who, at: self.answers.clock.now))
                self.reply(context, .success(done), to: request)
                self.tellChange()
            case .notActed(let failure):
                self.audit.noteAct(AuditDraft(refused: request, failure, at: self.answers.clock.now))
                self.reply(context, .failure(failure), to: request)
            case .storeFailed(let error): self.fail(context, error)
            // No other job ends so.
            case .judged, .dayTurned, .settled, .noted, .tellingChanged: self.fail(context, UnexpectedOutcome())
            }
        }
    }

    private func reply(_ context: CallContext, _ result: Result<ActDone, ActFailure>, to request: ActRequest) {
        switch result {
        case .success(let done): context.reply(ActOutcome(done, notices: answers.notices))
        case .failure(let failure): context.fail(VarlinkError(failure, patient: request.patient))
        }
    }
}

/// A job ended as another would.
struct UnexpectedOutcome: Error {}

extension ActDone {
    /// What was done, in words.
    var words: String { verdict.deed.words(agents: agents) }
}

extension ActOutcome {
    fileprivate init(_ done: ActDone, notices: [Notice]) {
        let verdict = done.verdict
        let exported = verdict.standing?.place(done.places)
        self.init(
            act: done.act.map { Int($0) }, item: verdict.item?.rawValue, mrn: done.mrn,
            person: done.person.isEmpty ? nil : done.person, until: verdict.until?.description,
            changes: verdict.changes.map(\.description), wantsSecond: verdict.wantsSecond,
            standing: verdict.standing?.word, row: exported?.line, file: exported?.file,
            resource: exported?.resource,
            warnings: done.warnings.map { $0.naming(done.mrn) },
            notices: notices)
    }
}

/// What would come of acts and events; nothing is done.
extension Answers {
    /// What an act would come to.
    func tryOut(_ request: ActRequest) throws -> Result<ActDone, ActFailure> {
        try store.read { reader in
            try ActDone.tryingOut(
                request, reader, rules: standing.rules, today: today, limits: settings.leaseLimits)
        }
    }

    /// What would be different if events were recorded.
    func whatIf(_ request: WhatIfRequest) throws -> (mrn: String, WhatIfReport) {
        let day = try WorkListFilter.day(request.asOf) ?? today
        guard request.events.count <= 50 else { throw VarlinkError.invalidParameter("events") }
        let patient = try patient(request.patient)
        var agents = patient.agents
        var events: [Event] = []
        var refusals: [EventRefusal?] = []
        for message in request.events {
            do {
                let parsed = try EventVocabulary().parse(EventWords(message, today: day), agents: &agents)
                events.append(Event(date: parsed.date, content: parsed.content, row: 0))
                refusals.append(nil)
            } catch {
                refusals.append(error)
            }
        }
        if events.count < request.events.count { throw VarlinkError(refusals) }
        let record = patient.merged.record
        let supposed = PatientRecord(
            patient: record.patient, events: record.events + events, rejectedRows: record.rejectedRows)
        let changes = PlanDifference.changes(
            from: PatientPlan(for: record, rules: standing.rules, asOf: day),
            to: PatientPlan(for: supposed, rules: standing.rules, asOf: day))
        return (record.patient.mrn, WhatIfReport(changes: changes.map(\.description), asOf: day.description))
    }
}

/// Requests from the wire; a word that means nothing is an error that names its parameter.
extension ActRequest {
    init(_ request: RecordRequest, by who: StaffMember, today: CivilDate) {
        self.init(
            who: who,
            wish: .record(
                patient: request.patient, EventWords(request.event, today: today),
                note: (request.event.note ?? "").withoutBlanksAround))
    }

    init(_ request: LeaseRequest, by who: StaffMember, today: CivilDate) throws(VarlinkError) {
        guard let kind = LeaseKind(rawValue: request.kind) else { throw .invalidParameter("kind") }
        let item = request.item.flatMap { Item(rawValue: $0) }
        if request.item != nil, item == nil { throw .invalidParameter("item") }
        let until = try ActRequest.lastDay(request.until, from: today)
        let wish: Wish =
            request.second == true
            ? .second(patient: request.patient, kind, item, until: until)
            : .lease(
                patient: request.patient, kind, item, until: until, reason: (request.reason ?? "").withoutBlanksAround)
        self.init(who: who, wish: wish)
    }

    init(_ request: UndoRequest, by who: StaffMember) {
        self.init(who: who, wish: .undo(act: Int64(request.act), reason: request.reason.withoutBlanksAround))
    }

    /// A day, or an interval from today.
    private static func lastDay(_ text: String?, from today: CivilDate) throws(VarlinkError) -> CivilDate? {
        guard let text else { return nil }
        if let day = CivilDate(text) { return day }
        guard let interval = Interval(text) else { throw .invalidParameter("until") }
        return today + interval
    }
}

extension EventWords {
    /// The words of a call; the day is today where it names none.
    init(_ message: EventMessage, today: CivilDate) {
        self.init(
            date: message.date ?? today.description, event: message.event, detail: message.detail ?? "",
            result: message.result ?? "", site: message.site ?? "", count: message.count ?? "",
            size: message.sizeMm ?? "", value: message.value ?? "")
    }
}

extension String {
    /// The text without the blanks at its ends.
    fileprivate var withoutBlanksAround: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension VarlinkError {
    /// What the wire says of an act that was not done, for a patient as whoever asked named them.
    init(_ failure: ActFailure, patient: String?) {
        let interface = ControlInterface.name
        switch failure {
        case .noRoster: self.init("\(interface).RosterNotLoaded")
        case .noPatient: self.init("\(interface).PatientNotFound")
        case .noAct: self.init("\(interface).ActNotFound")
        case .event(let refusal): self.init([refusal])
        case .refused(let refusal):
            self.init(
                "\(interface).ActRefused",
                [
                    "kind": .string(refusal.kind), "problem": .string(refusal.problem),
                    "remedy": .string(refusal.remedy.naming(patient)),
                ])
        }
    }

    /// What the wire says of words that make no events: for each event of a call its refusal, nil where there is none.
    init(_ refusals: [EventRefusal?]) {
        let faults = refusals.enumerated().flatMap { index, refusal in
            (refusal?.faults ?? []).map { fault in
                JSONValue.object([
                    "file": .string("event"), "row": .integer(Int64(index + 1)),
                    "column": fault.column.map { .string($0) } ?? .null, "reason": .string(fault.reason),
                    "remedy": .string(fault.remedy),
                ])
            }
        }
        self.init("\(ControlInterface.name).EventRefused", ["faults": .array(faults)])
    }
}

extension String {
    /// The text with the patient put where a command in it says MRN, so that it can be typed as it stands.
    func naming(_ patient: String?) -> String {
        patient.map { replacing(" MRN", with: " \($0)") } ?? self
    }
}
