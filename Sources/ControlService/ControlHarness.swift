import CivilCalendar
import ClinicalModel
import ControlInterface
import JSONText
import Metrics
import Service
import StaffWork
import Systemd
import Varlink
import WatchStore

/// The methods of the control interface: each decodes, authorises, asks once, and encodes.
package final class ControlHarness {
    let answers: Answers
    let access: AccessControl
    let audit: AuditKeeper
    private let journal: Journal
    let process: ServiceProcess
    /// Asks the watchman for a job; set by whoever has one.
    package var ask: (WatchmanJob, @escaping (WatchmanOutcome) -> Void) -> Void = { _, _ in }
    /// Where long questions are answered; where there is none, they are answered at once.
    package var desks: QuestionDesks?
    /// Calls that wait for the first judgement of a roster; nil once it was made.
    private var early: [() -> Void]? = []
    private let streams: WatchStreams
    /// The calls that wait for a roster and want to know how far it has come.
    private var reloads: [CallContext] = []

    package init(
        _ answers: Answers, access: AccessControl, audit: AuditKeeper, journal: Journal, process: ServiceProcess
    ) {
        self.answers = answers
        self.access = access
        self.audit = audit
        self.journal = journal
        self.process = process
        streams = WatchStreams(answers)
    }

    /// Answers the calls that waited for the first judgement of a roster.
    package func settle() {
        let waiting = early ?? []
        early = nil
        for call in waiting { call() }
    }

    /// The registry that serves the interface.
    package func registry() throws -> ServiceRegistry {
        let registry = try ServiceRegistry(
            ServiceInformation(
                vendor: "cnswatch", product: "cnswatchd", version: ServiceProcess.version,
                url: "https://www.varlink.org"))
        try registry.register(
            ControlInterface.description,
            methods: [
                readingMethods, listMethods, forecastingMethods, actingMethods, alertingMethods, ["Audit": auditMethod],
            ]
            .reduce(into: [:]) { $0.merge($1) { first, _ in first } })
        return registry
    }

    private var readingMethods: [String: MethodImplementation] {
        [
            "Show": onRoster { context in
                let request = try PatientRequest(json: context.parameters)
                let summary = try self.answers.show(request)
                self.noteRead("show", context, patient: summary.person.mrn, "as of \(summary.asOf)")
                return summary
            },
            "Explain": onRoster { context in
                let request = try PatientRequest(json: context.parameters)
                let report = try self.answers.explain(request)
                self.noteRead(
                    "explain", context, patient: report.person.mrn, item: request.item, "as of \(report.asOf)")
                return report
            },
            "WhatIf": onRoster { context in
                let request = try WhatIfRequest(json: context.parameters)
                let (mrn, report) = try self.answers.whatIf(request)
                self.noteRead(
                    "what-if", context, patient: mrn,
                    "\(Counted(request.events.count, "event")) as of \(report.asOf)")
                return report
            },
            "Status": answer { _ in try self.answers.status(of: self.process) },
            "RosterFaults": answer { context in
                let report = try self.answers.faults()
                self.noteRead("roster-faults", context, Counted(report.total, "fault").description)
                return report
            },
            "Questions": onRoster { context in
                let request = try QuestionsRequest(json: context.parameters)
                let report = try self.answers.questions(request)
                self.noteRead(
                    "questions", context, patient: request.patient,
                    "\(report.questions.count) of \(Counted(report.total, "question"))")
                return report
            },
            "Reload": requiring(.operator) { self.reload($0) },
            "Watch": requiring(.viewer, more: true) { context in self.onceSettled { self.watch(context) } },
        ]
    }

    /// A method that only those of a level or above may call.
    func requiring(
        _ level: Access, more: Bool = false, _ body: @escaping (CallContext) -> Void
    ) -> MethodImplementation {
        MethodImplementation(requiresMore: more) { context in
            guard self.access.level(of: context.peer) >= level else {
                self.journal.note(
                    .callRefused, .warning,
                    "\(context.call.method) is refused to uid \(context.peer.uid): not \(level.words)")
                context.fail(.permissionDenied)
                return
            }
            do throws(VarlinkError) {
                try ParameterTexts.check(context.parameters)
                body(context)
            } catch {
                context.fail(error)
            }
        }
    }

    /// A request for the caller's own rows asks for those of the caller's name.
    func ofCaller(_ request: DueRequest, _ context: CallContext) throws -> DueRequest {
        guard request.mine == true else { return request }
        let name = access.person(context.peer).name
        if let owner = request.owner, owner != name { throw VarlinkError.invalidParameter("owner") }
        var request = request
        (request.mine, request.owner) = (nil, name)
        return request
    }

    func noteRead(
        _ verb: String, _ context: CallContext, patient: String? = nil, item: String? = nil, _ detail: String
    ) {
        audit.noteRead(verb, by: access.person(context.peer), patient: patient, item: item, detail)
    }

    private func reload(_ context: CallContext) {
        if context.wantsMore { reloads.append(context) }
        ask(.readRoster) { outcome in
            self.reloads.removeAll { $0 === context }
            switch outcome {
            case .judged(let outcome): context.reply(ReloadReport(outcome))
            case .storeFailed(let error): self.fail(context, error)
            // No other job ends so.
            case .dayTurned, .acted, .notActed, .settled, .noted, .tellingChanged:
                context.fail(VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": "failed"]))
            }
        }
    }

    /// A method whose answer needs a roster: before the first one is judged, it waits where none is in force.
    func onRoster(_ body: @escaping (CallContext) throws -> some ControlMessage) -> MethodImplementation {
        let method = answer(body)
        return MethodImplementation { context in self.onceSettled { method.body(context) } }
    }

    func onceSettled(_ call: @escaping () -> Void) {
        guard early != nil, (try? answers.hasRoster) != true else { return call() }
        early?.append(call)
    }

    func answer(_ body: @escaping (CallContext) throws -> some ControlMessage) -> MethodImplementation {
        requiring(.viewer) { context in
            do {
                context.reply(try body(context))
            } catch {
                self.refuse(context, error)
            }
        }
    }

    /// Answers with an error. Whether somebody is a patient here is told by a refusal too.
    func refuse(_ context: CallContext, _ error: any Error) {
        if let key = context.parameters["patient"]?.stringValue {
            noteRead("refused", context, patient: key, "\(context.call.method): nothing was shown")
        }
        fail(context, error)
    }

    func fail(_ context: CallContext, _ error: any Error) {
        switch error {
        case let error as VarlinkError: context.fail(error)
        case let error as MessageError: context.fail(.invalidParameter(error.member))
        case let error as StoreError:
            journal.note(.storeFailed, .critical, "\(error)")
            context.fail(VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": .string(error.kind.rawValue)]))
        default: context.fail(VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": "failed"]))
        }
    }

    private func watch(_ context: CallContext) {
        do {
            let request = try ofCaller(try DueRequest(json: context.parameters), context)
            let filter = try WorkListFilter(request)
            try answers.requireRoster()
            let rows = try answers.rows(filter)
            noteRead(
                "watch", context, patient: request.mrn, item: request.item,
                "\(Counted(rows.count, "row"))\(request.words)")
            streams.open(context, filter, rows, notices: rows.isEmpty ? try answers.unknownClinic(request.clinic) : [])
        } catch {
            fail(context, error)
        }
    }

    /// Tells whoever waits for a roster how far it has come; a caller who has not taken the last word is told the next.
    package func tellProgress(_ progress: WatchmanProgress) {
        reloads.removeAll { !$0.isOpen }
        for context in reloads where context.hasRoom { context.replyContinuing(ReloadReport(progress)) }
    }

    /// Sends every stream what changed since it was last told.
    package func tellChange() {
        answers.forget()
        streams.tellChange()
    }
}

/// The questions that may be long: where they are answered, and those about the list of a day.
extension ControlHarness {
    var listMethods: [String: MethodImplementation] {
        [
            "Due": asking { context in
                let request = try self.ofCaller(try DueRequest(json: context.parameters), context)
                return Question(self.effort(ofDay: request.asOf)) { answers in
                    var page = try answers.page(request)
                    if page.total == 0 { page.notices += try answers.unknownClinic(request.clinic) }
                    return Question.Answer(
                        page,
                        ReadNote(
                            "due", patient: request.mrn, item: request.item,
                            "\(page.rows.count) of \(Counted(page.total, "row"))\(request.words)"))
                }
            },
            "Export": asking { context in
                var request = try ExportRequest(json: context.parameters)
                request.list = try self.ofCaller(request.list, context)
                let asked = request
                return Question(asked.remarks == true ? .plans : self.effort(ofDay: asked.list.asOf)) { answers in
                    var page = try answers.export(asked)
                    if page.total == 0 { page.notices += try answers.unknownClinic(asked.list.clinic) }
                    return Question.Answer(
                        page,
                        ReadNote(
                            "export", patient: asked.list.mrn, item: asked.list.item,
                            "\(page.rows.count) of \(Counted(page.total, "row")) as \(asked.format), "
                                + "\(asked.names == true ? "with names" : "by pseudonym")\(asked.list.words)"))
                }
            },
            "Metrics": asking(needsRoster: false) { _ in
                let (startedAt, nextWake) = (self.process.startedAt, self.process.nextWake)
                return Question(.list) { answers in
                    let metrics = try answers.metrics(startedAt: startedAt, nextWake: nextWake)
                    return Question.Answer(MetricsReport(text: MetricsText(metrics, form: .openMetrics).description))
                }
            },
            "Census": asking { context in
                let request = try CensusRequest(json: context.parameters)
                return Question(self.effort(ofDay: request.asOf)) { Question.Answer(try $0.census(request)) }
            },
        ]
    }

    /// A method whose answer is worked out at a desk where others would have to wait for it.
    ///
    /// - Parameter needsRoster: whether it waits for the first roster to be judged where none is in force.
    func asking(
        needsRoster: Bool = true, _ read: @escaping (CallContext) throws -> Question
    ) -> MethodImplementation {
        requiring(.viewer) { context in
            let ask = {
                do {
                    let question = try read(context)
                    let deliver = { (answer: Result<Question.Answer, any Error>) in self.deliver(answer, to: context) }
                    if let desk = self.desks?.desk(for: question.effort) {
                        desk.ask(question, of: context, then: deliver)
                    } else {
                        deliver(Result { try question.answer(self.answers) })
                    }
                } catch {
                    self.refuse(context, error)
                }
            }
            if needsRoster { self.onceSettled(ask) } else { ask() }
        }
    }

    /// What a list of a day takes: of any but today all patients have to be planned anew.
    private func effort(ofDay day: String?) -> Question.Effort {
        day == nil || day == answers.today.description ? .list : .plans
    }

    private func deliver(_ result: Result<Question.Answer, any Error>, to context: CallContext) {
        switch result {
        case .success(let answer):
            for note in answer.notes {
                noteRead(note.verb, context, patient: note.patient, item: note.item, note.detail)
            }
            context.reply(answer.message)
        case .failure(let error): refuse(context, error)
        }
    }
}

/// Holds the texts of a call to what people type: nothing that ends a text early or moves a terminal, and no books.
enum ParameterTexts {
    private static let longest = 4_096

    /// Throws the parameter, by its path, that holds anything else.
    static func check(_ parameters: JSONObject) throws(VarlinkError) {
        for (name, value) in parameters { try check(value, name) }
    }

    private static func check(_ value: JSONValue, _ path: String) throws(VarlinkError) {
        switch value {
        case .string(let text):
            let isFit = text.utf8.count <= longest && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            if !isFit { throw .invalidParameter(path) }
        case .array(let values):
            for (index, value) in values.enumerated() { try check(value, "\(path)[\(index)]") }
        case .object(let object):
            for (name, value) in object { try check(value, "\(path).\(name)") }
        case .null, .bool, .integer, .number: break
        }
    }
}

extension ReloadReport {
    /// What became of reading a roster.
    init(_ outcome: RosterOutcome) {
        let (word, reasons): (String, [String]) =
            switch outcome.verdict {
            case .taken: ("taken", [])
            case .unchanged: ("unchanged", [])
            case .refused(let reasons, _): ("refused", reasons)
            }
        self.init(
            outcome: word, patients: outcome.inForce?.patients ?? 0, changed: outcome.change.changed,
            vanished: outcome.change.vanished, returned: outcome.change.returned,
            rejectedRows: outcome.inForce?.rejectedRows ?? 0, reasons: reasons)
    }

    /// How far the reading of a roster has come.
    fileprivate init(_ progress: WatchmanProgress) {
        let (word, total, done): (String, Int, Int?) =
            switch progress {
            case .reading: ("reading", 0, nil)
            case .evaluating(let done, let total): ("evaluating", total, done)
            }
        self.init(
            outcome: word, patients: total, changed: 0, vanished: 0, returned: 0, rejectedRows: 0, reasons: [],
            done: done)
    }
}
