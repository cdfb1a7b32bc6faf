import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import RosterModel
import Service
import StaffWork
import Surveillance
import Varlink
import WatchStore
import WireMapping

/// The methods by which staff act, and try out what an act would change.
extension ControlHarness {
    var actingMethods: [String: MethodImplementation] {
        [
            "Record": acting { context, who in
                let request = try RecordRequest(json: context.parameters)
                return (ActRequest(request, by: who, today: self.queries.today), request.dryRun ?? false)
            },
            "Lease": acting { context, who in
                let request = try LeaseRequest(json: context.parameters)
                return (try ActRequest(request, by: who, today: self.queries.today), request.dryRun ?? false)
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
            // One-way calls are not done: they could not report a refusal, and could flood the queue.
            if context.call.mode == .oneway { return }
            self.onceSettled {
                do {
                    let (request, isDryRun) = try read(context, self.access.person(context.peer))
                    if isDryRun {
                        let result = try self.queries.tryOut(request)
                        switch result {
                        case .success(let done):
                            self.audit.noteRead(
                                "dry-run", by: request.who, patient: done.patient.mrn, item: done.item?.rawValue,
                                "\(done.content.verb): \(done.words)")
                        case .failure(let failure):
                            self.audit.noteAct(
                                AuditDraft(refused: request, failure, at: self.queries.clock.now, isDryRun: true))
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
        writer.ask(.act(request)) { result in
            let now = self.queries.clock.now
            switch result {
            case .success(.success(let done)):
                self.audit.noteAct(AuditDraft(done, by: request.who, at: now))
                self.reply(context, .success(done), to: request)
                self.sendChanges()
            case .success(.failure(let failure)):
                self.audit.noteAct(AuditDraft(refused: request, failure, at: now))
                self.reply(context, .failure(failure), to: request)
            case .failure(let error): self.fail(context, error)
            }
        }
    }

    private func reply(_ context: CallContext, _ result: Result<ActPreview, ActFailure>, to request: ActRequest) {
        switch result {
        case .success(let done):
            context.reply(ActOutcome(done, contacts: queries.settings.contacts, notices: queries.notices))
        case .failure(let failure): fail(context, QueryError(failure, patient: request.patient))
        }
    }
}

extension ActOutcome {
    fileprivate init(_ done: ActPreview, contacts: Contacts, notices: [Notice]) {
        let patient = done.patient
        // Who the patient is, so that the person who acts sees for whom.
        let person = [patient.familyName, patient.givenName, patient.birthDate.map { "born \($0)" } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        self.init(
            act: done.act.map { Int($0) }, item: done.item?.rawValue, mrn: patient.mrn,
            person: person.isEmpty ? nil : person, until: done.until?.description,
            changes: done.changes.map(\.description), wantsSecond: done.wantsSecond, standing: done.standing?.word,
            row: done.exported?.line, file: done.exported?.file, resource: done.exported?.resource,
            warnings: done.warnings.map { $0.naming(patient.mrn) }, notices: notices,
            pressing: done.pressure?.risen.map { PressingReport($0, contacts) },
            next: done.pressure?.next.map { PressingReport($0, contacts) })
    }
}

extension PressingReport {
    fileprivate init(_ pressing: PressingItem, _ contacts: Contacts) {
        self.init(
            item: pressing.item.rawValue, urgency: pressing.urgency.rawValue, reason: pressing.reason,
            due: pressing.window.due.description, latest: pressing.window.latest.description,
            overdueSince: pressing.overdueSince?.description, words: pressing.words,
            call: contacts.text(for: pressing.urgency), change: pressing.change?.description)
    }
}

/// What acts and events would change; nothing is done.
extension QueryService {
    /// What an act would change.
    func tryOut(_ request: ActRequest) throws -> Result<ActPreview, ActFailure> {
        try store.read { reader in
            try request.preview(reader, protocols: state.protocols, today: today, limits: settings.leaseLimits)
        }
    }

    /// What would differ if events were recorded. Without a day it is that of the events, where they are to come.
    func whatIf(_ request: WhatIfRequest) throws -> (mrn: String, WhatIfReport) {
        let asked = try WorkListFilter.day(request.asOf)
        guard request.events.count <= 50 else { throw QueryError.parameter("events") }
        let patient = try patient(request.patient)
        var events: [Event] = []
        var refusals: [EventRefusal?] = []
        for message in request.events {
            do {
                let parsed = try EventVocabulary().parse(EventWords(message, today: asked ?? today))
                events.append(Event(date: parsed.date, content: parsed.content, row: 0))
                refusals.append(nil)
            } catch {
                refusals.append(error)
            }
        }
        if events.count < request.events.count { throw QueryError.events(refusals) }
        let day = asked ?? Supposition.day(of: events, today: today)
        let supposition = Supposition(
            events, of: patient.exported, patient.workflow, protocols: state.protocols, asOf: day)
        let report = WhatIfReport(
            changes: supposition.changes.map(\.description), asOf: supposition.day.description,
            unchangedFrom: supposition.day == day ? nil : day.description,
            unchangedUntil: supposition.changes.isEmpty ? supposition.until.description : nil)
        return (patient.exported.patient.mrn, report)
    }
}

/// Requests from the wire; a word that means nothing is an error that names its parameter.
extension ActRequest {
    init(_ request: RecordRequest, by who: StaffMember, today: CivilDate) {
        self.init(
            who: who, patient: request.patient,
            .record(
                EventWords(request.event, today: today), note: (request.event.note ?? "").withoutBlanksAround))
    }

    init(_ request: LeaseRequest, by who: StaffMember, today: CivilDate) throws(QueryError) {
        guard let kind = LeaseKind(rawValue: request.kind) else { throw .parameter("kind") }
        let item = request.item.flatMap { Item(rawValue: $0) }
        if request.item != nil, item == nil { throw .parameter("item") }
        let until = try ActRequest.lastDay(request.until, from: today)
        self.init(
            who: who, patient: request.patient,
            request.second == true
                ? .second(kind, item, until: until)
                : .lease(kind, item, until: until, reason: (request.reason ?? "").withoutBlanksAround))
    }

    init(_ request: UndoRequest, by who: StaffMember) {
        self.init(
            who: who, patient: nil, .undo(of: Int64(request.act), reason: request.reason.withoutBlanksAround))
    }

    /// A day, or an interval from today.
    private static func lastDay(_ text: String?, from today: CivilDate) throws(QueryError) -> CivilDate? {
        guard let text else { return nil }
        if let day = CivilDate(text) { return day }
        guard let interval = Interval(text) else { throw .parameter("until") }
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
