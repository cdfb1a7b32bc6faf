import CivilCalendar
import ControlInterface
import JSONText
import StaffWork
import Systemd
import Varlink
import WatchStore

/// The methods of the control interface: each decodes, authorises, asks once, and encodes.
final class ControlHarness {
    let answers: Answers
    let access: AccessControl
    private let journal: Journal
    private let startedAt: Int
    /// Asks the watchman for a job; set by whoever has one.
    var ask: (WatchmanJob, @escaping (WatchmanOutcome) -> Void) -> Void = { _, _ in }
    /// Calls that wait for the first judgement of a roster; nil once it was made.
    private var early: [() -> Void]? = []
    private var streams: [ObjectIdentifier: Stream] = [:]
    /// When the service wakes next; set by whoever arms the alarm.
    var nextWake: Int?
    /// How many connections are open; set by whoever keeps them.
    var connections = 0

    private struct Stream {
        let context: CallContext
        let filter: WorkListFilter
        var sent: [String: DueRow]
        /// Whether a change could not be sent, the reader not having taken what it was sent before.
        var isBehind = false
    }

    init(_ answers: Answers, access: AccessControl, journal: Journal, startedAt: Int) {
        self.answers = answers
        self.access = access
        self.journal = journal
        self.startedAt = startedAt
    }

    /// Answers the calls that waited for the first judgement of a roster.
    func settle() {
        let waiting = early ?? []
        early = nil
        for call in waiting { call() }
    }

    /// The registry that serves the interface.
    func registry() throws -> ServiceRegistry {
        let registry = try ServiceRegistry(
            ServiceInformation(
                vendor: "cnswatch", product: "cnswatchd", version: Daemon.version, url: "https://www.varlink.org"))
        try registry.register(
            ControlInterface.description, methods: readingMethods.merging(actingMethods) { first, _ in first })
        return registry
    }

    private var readingMethods: [String: MethodImplementation] {
        [
            "Due": onRoster { context in
                let request = try self.ofCaller(try DueRequest(json: context.parameters), context)
                var page = try self.answers.page(request)
                if page.total == 0 { page.notices += try self.unknownClinic(request) }
                return page
            },
            "Show": onRoster { try self.answers.show(try PatientRequest(json: $0.parameters)) },
            "Explain": onRoster { try self.answers.explain(try PatientRequest(json: $0.parameters)) },
            "WhatIf": onRoster { try self.answers.whatIf(try WhatIfRequest(json: $0.parameters)) },
            "Census": onRoster { try self.answers.census(try CensusRequest(json: $0.parameters)) },
            "Status": answer { _ in
                try self.answers.status(
                    startedAt: self.startedAt, nextWake: self.nextWake, connections: self.connections)
            },
            "RosterFaults": answer { _ in try self.answers.faults() },
            "Reload": requiring(.operator) { self.reload($0) },
            "Watch": requiring(.viewer, more: true) { context in
                self.onceSettled { self.watch(context) }
            },
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
            body(context)
        }
    }

    /// A request for the caller's own rows asks for those of the caller's name.
    private func ofCaller(_ request: DueRequest, _ context: CallContext) throws -> DueRequest {
        guard request.mine == true else { return request }
        let name = access.person(context.peer).name
        if let owner = request.owner, owner != name { throw VarlinkError.invalidParameter("owner") }
        var request = request
        (request.mine, request.owner) = (nil, name)
        return request
    }

    private func reload(_ context: CallContext) {
        ask(.readRoster) { outcome in
            switch outcome {
            case .judged(let report, _): context.reply(report)
            case .storeFailed(let error): self.fail(context, error)
            // No other job ends so.
            case .dayTurned, .acted, .notActed:
                context.fail(VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": "failed"]))
            }
        }
    }

    /// A method whose answer needs a roster: before the first one is judged, it waits where none is in force.
    private func onRoster(_ body: @escaping (CallContext) throws -> some ControlMessage) -> MethodImplementation {
        let method = answer(body)
        return MethodImplementation { context in self.onceSettled { method.body(context) } }
    }

    func onceSettled(_ call: @escaping () -> Void) {
        guard early != nil, (try? answers.hasRoster) != true else { return call() }
        early?.append(call)
    }

    private func unknownClinic(_ request: DueRequest) throws -> [Notice] {
        guard let clinic = request.clinic else { return [] }
        let clinics = try answers.store.read { try $0.clinics() }
        return UnknownClinic(clinic, among: clinics).map { [$0.notice] } ?? []
    }

    private func answer(_ body: @escaping (CallContext) throws -> some ControlMessage) -> MethodImplementation {
        requiring(.viewer) { context in
            do {
                context.reply(try body(context))
            } catch {
                self.fail(context, error)
            }
        }
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
            let day = answers.today.description
            let id = ObjectIdentifier(context)
            context.onCancel = { [weak self] in self?.streams[id] = nil }
            context.onRoom = { [weak self] in if self?.streams[id]?.isBehind == true { self?.tell(id) } }
            let notices = answers.notices + (rows.isEmpty ? try unknownClinic(request) : [])
            let state = WatchChange(kind: "state", asOf: day, rows: rows, notices: notices)
            guard context.replyContinuing(state) else { return }
            let sent = Dictionary(
                rows.map { ($0.mrn + " " + $0.item.item, $0) }, uniquingKeysWith: { first, _ in first })
            streams[id] = Stream(context: context, filter: filter, sent: sent)
        } catch {
            fail(context, error)
        }
    }

    /// Sends every stream what changed since it was last told.
    func tellChange() {
        answers.pagedKeys = nil
        for id in Array(streams.keys) { tell(id) }
    }

    private func tell(_ id: ObjectIdentifier) {
        guard let stream = streams[id] else { return }
        let context = stream.context
        guard context.isOpen else {
            streams[id] = nil
            return
        }
        // A reader that does not keep up is told the whole difference once it has room again.
        guard context.hasRoom, let rows = try? answers.rows(stream.filter) else {
            streams[id]?.isBehind = true
            return
        }
        let now = Dictionary(rows.map { ($0.mrn + " " + $0.item.item, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = rows.filter { stream.sent[$0.mrn + " " + $0.item.item] != $0 }
        let removed = stream.sent.filter { now[$0.key] == nil }.map(\.value).sorted {
            ($0.item.due, $0.mrn, $0.item.item) < ($1.item.due, $1.mrn, $1.item.item)
        }
        let day = answers.today.description
        streams[id]?.sent = now
        streams[id]?.isBehind = false
        let notices = answers.notices
        if !changed.isEmpty {
            context.replyContinuing(WatchChange(kind: "changed", asOf: day, rows: changed, notices: notices))
        }
        if !removed.isEmpty {
            context.replyContinuing(WatchChange(kind: "removed", asOf: day, rows: removed, notices: []))
        }
        if changed.isEmpty, removed.isEmpty {
            context.replyContinuing(WatchChange(kind: "notice", asOf: day, rows: [], notices: notices))
        }
    }
}
