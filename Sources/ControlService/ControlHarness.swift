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
    let queries: QueryService
    /// Where long queries are answered.
    let workers: QueryWorkers
    /// What changes the store.
    let writer: WriterThread
    let access: AccessControl
    let audit: AuditKeeper
    let process: ServiceProcess
    private let journal: Journal
    /// Calls that wait for the first judgement of a roster; nil once it was made.
    private var early: [() -> Void]? = []
    private let streams: WatchStreams
    /// The calls that wait for a roster and want to know how far it has come.
    private var reloads: [CallContext] = []

    /// Methods that answer from `queries` and `workers`, and ask `writer` for changes.
    package init(
        _ queries: QueryService, _ workers: QueryWorkers, _ writer: WriterThread, access: AccessControl,
        audit: AuditKeeper, process: ServiceProcess, journal: Journal
    ) {
        (self.queries, self.workers, self.writer) = (queries, workers, writer)
        (self.access, self.audit, self.process, self.journal) = (access, audit, process, journal)
        streams = WatchStreams(queries)
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
                vendor: "cnswatch", product: "cnswatchd", version: Release.version,
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
                let summary = try self.queries.show(request)
                self.noteRead("show", context, patient: summary.person.mrn, "as of \(summary.asOf)")
                return summary
            },
            "Explain": onRoster { context in
                let request = try PatientRequest(json: context.parameters)
                let report = try self.queries.explain(request)
                self.noteRead(
                    "explain", context, patient: report.person.mrn, item: request.item, "as of \(report.asOf)")
                return report
            },
            "WhatIf": onRoster { context in
                let request = try WhatIfRequest(json: context.parameters)
                let (mrn, report) = try self.queries.whatIf(request)
                self.noteRead(
                    "what-if", context, patient: mrn,
                    "\(Pluralised(request.events.count, "event")) as of \(report.asOf)")
                return report
            },
            "Status": answer { _ in try self.queries.status(of: self.process) },
            "RosterFaults": answer { context in
                let report = try self.queries.faults()
                self.noteRead("roster-faults", context, Pluralised(report.total, "fault").description)
                return report
            },
            "Questions": onRoster { context in
                let request = try QuestionsRequest(json: context.parameters)
                let report = try self.queries.questions(request)
                self.noteRead(
                    "questions", context, patient: request.patient,
                    "\(report.questions.count) of \(Pluralised(report.total, "question"))")
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
            guard self.access.level(of: context.peer) >= level else { return self.refuse(context, level: level) }
            do throws(QueryError) {
                try ParameterTexts.check(context.parameters)
                body(context)
            } catch {
                context.fail(VarlinkError(error))
            }
        }
    }

    /// A request for the caller's own rows asks for those of the caller's name.
    func ofCaller(_ request: DueRequest, _ context: CallContext) throws -> DueRequest {
        guard request.mine == true else { return request }
        let name = access.person(context.peer).name
        if let owner = request.owner, owner != name { throw QueryError.parameter("owner") }
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
        let request: ReloadRequest
        do {
            request = try ReloadRequest(json: context.parameters)
        } catch {
            return fail(context, error)
        }
        let accepts = request.acceptChanges == true
        guard !accepts || access.level(of: context.peer) == .administrator else {
            return refuse(context, level: .administrator)
        }
        if context.wantsMore { reloads.append(context) }
        writer.ask(.readRoster(accepts ? .accepting : .asked)) { result in
            self.reloads.removeAll { $0 === context }
            switch result {
            case .success(let outcome):
                if accepts {
                    let change = outcome.change
                    self.noteRead(
                        "accept-changes", context,
                        "\(outcome.verdict.word), \(change.changed) changed, \(change.vanished) vanished")
                }
                context.reply(ReloadReport(outcome))
            case .failure(let error): self.fail(context, error)
            }
        }
    }

    /// A method whose answer needs a roster: before the first one is judged, it waits where none is in force.
    func onRoster(_ body: @escaping (CallContext) throws -> some ControlMessage) -> MethodImplementation {
        let method = answer(body)
        return MethodImplementation { context in self.onceSettled { method.body(context) } }
    }

    func onceSettled(_ call: @escaping () -> Void) {
        guard early != nil, (try? queries.hasRoster) != true else { return call() }
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

    private func refuse(_ context: CallContext, level: Access) {
        journal.note(
            .callRefused, .warning,
            "\(context.call.method) is refused to uid \(context.peer.uid): not \(level.words)")
        context.fail(.permissionDenied)
    }

    /// Answers with an error. A refusal too tells the caller whether a person is a patient here.
    func refuse(_ context: CallContext, _ error: any Error) {
        if let key = context.parameters["patient"]?.stringValue {
            noteRead("refused", context, patient: key, "\(context.call.method): nothing was shown")
        }
        fail(context, error)
    }

    func fail(_ context: CallContext, _ error: any Error) {
        if let error = error as? StoreError { journal.note(.storeFailed, .critical, "\(error)") }
        context.fail(VarlinkError(error))
    }

    private func watch(_ context: CallContext) {
        do {
            let request = try ofCaller(try DueRequest(json: context.parameters), context)
            let filter = try WorkListFilter(request)
            try queries.requireRoster()
            let rows = try queries.rows(filter)
            noteRead(
                "watch", context, patient: request.mrn, item: request.item,
                "\(Pluralised(rows.count, "row"))\(request.words)")
            streams.open(context, filter, rows, notices: rows.isEmpty ? try queries.unknownClinic(request.clinic) : [])
        } catch {
            fail(context, error)
        }
    }

    /// Reports to those who wait for a roster how far it has come; a caller who has not taken the last report gets the next one.
    package func send(_ progress: WriterProgress) {
        reloads.removeAll { !$0.isOpen }
        for context in reloads where context.hasRoom { context.replyContinuing(ReloadReport(progress)) }
    }

    /// Sends every stream what changed since it last got anything.
    package func sendChanges() {
        queries.forget()
        streams.sendChanges()
    }
}

/// The queries that may be long: those about the list of a day.
extension ControlHarness {
    var listMethods: [String: MethodImplementation] {
        [
            "Due": querying { context in
                let request = try self.ofCaller(try DueRequest(json: context.parameters), context)
                return Query(self.effort(ofDay: request.asOf)) { queries in
                    var page = try queries.page(request)
                    if page.total == 0 { page.notices += try queries.unknownClinic(request.clinic) }
                    return Query.Answer(
                        page,
                        ReadNote(
                            "due", patient: request.mrn, item: request.item,
                            "\(page.rows.count) of \(Pluralised(page.total, "row"))\(request.words)"))
                }
            },
            "Export": querying { context in
                var request = try ExportRequest(json: context.parameters)
                request.list = try self.ofCaller(request.list, context)
                let asked = request
                return Query(asked.remarks == true ? .plans : self.effort(ofDay: asked.list.asOf)) { queries in
                    var page = try queries.export(asked)
                    if page.total == 0 { page.notices += try queries.unknownClinic(asked.list.clinic) }
                    return Query.Answer(
                        page,
                        ReadNote(
                            "export", patient: asked.list.mrn, item: asked.list.item,
                            "\(page.rows.count) of \(Pluralised(page.total, "row")) as \(asked.format), "
                                + "\(asked.names == true ? "with names" : "by pseudonym")\(asked.list.words)"))
                }
            },
            "Metrics": querying(needsRoster: false) { _ in
                let (startedAt, nextWake) = (self.process.startedAt, self.process.nextWake)
                return Query(.list) { queries in
                    let metrics = try queries.metrics(startedAt: startedAt, nextWake: nextWake)
                    return Query.Answer(MetricsReport(text: MetricsText(metrics, form: .openMetrics).description))
                }
            },
            "Census": querying { context in
                let request = try CensusRequest(json: context.parameters)
                return Query(self.effort(ofDay: request.asOf)) { Query.Answer(try $0.census(request)) }
            },
        ]
    }

    /// A method whose answer is worked out on a worker's thread where others would have to wait for it.
    ///
    /// - Parameter needsRoster: whether it waits for the first roster to be judged where none is in force.
    func querying(
        needsRoster: Bool = true, _ read: @escaping (CallContext) throws -> Query
    ) -> MethodImplementation {
        requiring(.viewer) { context in
            let ask = {
                do {
                    self.workers.ask(try read(context), of: context) { self.deliver($0, to: context) }
                } catch {
                    self.refuse(context, error)
                }
            }
            if needsRoster { self.onceSettled(ask) } else { ask() }
        }
    }

    /// What a list of a day takes: of any but today all patients have to be planned anew.
    private func effort(ofDay day: String?) -> Query.Effort {
        day == nil || day == queries.today.description ? .list : .plans
    }

    private func deliver(_ result: Result<Query.Answer, any Error>, to context: CallContext) {
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

/// Checks the texts of a call: no control characters, and no more than people type.
enum ParameterTexts {
    private static let longest = 4_096

    /// Throws the parameter, by its path, that fails the check.
    static func check(_ parameters: JSONObject) throws(QueryError) {
        for (name, value) in parameters { try check(value, name) }
    }

    private static func check(_ value: JSONValue, _ path: String) throws(QueryError) {
        switch value {
        case .string(let text):
            let isFit = text.utf8.count <= longest && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            if !isFit { throw .parameter(path) }
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
        let reasons = if case .refused(let reasons) = outcome.verdict { reasons } else { [String]() }
        self.init(
            outcome: outcome.verdict.word, patients: outcome.inForce?.patients ?? 0, changed: outcome.change.changed,
            vanished: outcome.change.vanished, returned: outcome.change.returned,
            rejectedRows: outcome.inForce?.rejectedRows ?? 0, reasons: reasons)
    }

    /// How far the reading of a roster has come.
    fileprivate init(_ progress: WriterProgress) {
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
