import CivilCalendar
import ControlInterface
import JSONText
import Systemd
import Varlink
import WatchStore

/// The methods of the control interface: each decodes, authorises, asks the watchman once, and encodes.
final class ControlHarness {
    private let watchman: Watchman
    private let startedAt: Int
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

    init(_ watchman: Watchman, startedAt: Int) {
        self.watchman = watchman
        self.startedAt = startedAt
    }

    /// The registry that serves the interface.
    func registry() throws -> ServiceRegistry {
        let registry = try ServiceRegistry(
            ServiceInformation(
                vendor: "cnswatch", product: "cnswatchd", version: Daemon.version, url: "https://www.varlink.org"))
        try registry.register(
            ControlInterface.description,
            methods: [
                "Due": answer { context in
                    let request = try DueRequest(json: context.parameters)
                    var page = try self.watchman.page(request)
                    if page.total == 0 { page.notices += try self.unknownClinic(request) }
                    return page
                },
                "Show": answer { try self.watchman.show(try PatientRequest(json: $0.parameters)) },
                "Explain": answer { try self.watchman.explain(try PatientRequest(json: $0.parameters)) },
                "Census": answer { try self.watchman.census(try CensusRequest(json: $0.parameters)) },
                "Status": answer { _ in
                    try self.watchman.status(
                        startedAt: self.startedAt, nextWake: self.nextWake, connections: self.connections)
                },
                "RosterFaults": answer { _ in try self.watchman.faults() },
                "Reload": answer { context in
                    guard Operators.include(context.peer) else {
                        self.watchman.note(
                            .callRefused, .warning, "Reload is refused to uid \(context.peer.uid): not an operator")
                        throw VarlinkError.permissionDenied
                    }
                    return try self.watchman.reload()
                },
                "Watch": MethodImplementation(requiresMore: true) { self.watch($0) },
            ])
        return registry
    }

    private func unknownClinic(_ request: DueRequest) throws -> [Notice] {
        guard let clinic = request.clinic else { return [] }
        let clinics = try watchman.store.read { try $0.clinics() }
        return UnknownClinic(clinic, among: clinics).map { [$0.notice] } ?? []
    }

    private func answer(_ body: @escaping (CallContext) throws -> some ControlMessage) -> MethodImplementation {
        MethodImplementation { context in
            do {
                context.reply(try body(context))
            } catch {
                self.fail(context, error)
            }
        }
    }

    private func fail(_ context: CallContext, _ error: any Error) {
        switch error {
        case let error as VarlinkError: context.fail(error)
        case let error as MessageError: context.fail(.invalidParameter(error.member))
        case let error as StoreError:
            watchman.note(.storeFailed, .critical, "\(error)")
            context.fail(VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": .string(error.kind.rawValue)]))
        default: context.fail(VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": "failed"]))
        }
    }

    private func watch(_ context: CallContext) {
        do {
            let request = try DueRequest(json: context.parameters)
            let filter = try WorkListFilter(request)
            try watchman.requireRoster()
            let rows = try watchman.rows(filter)
            let day = watchman.today.description
            let id = ObjectIdentifier(context)
            context.onCancel = { [weak self] in self?.streams[id] = nil }
            context.onRoom = { [weak self] in if self?.streams[id]?.isBehind == true { self?.tell(id) } }
            let notices = watchman.notices + (rows.isEmpty ? try unknownClinic(request) : [])
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
    func tellStreams() {
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
        guard context.hasRoom, let rows = try? watchman.rows(stream.filter) else {
            streams[id]?.isBehind = true
            return
        }
        let now = Dictionary(rows.map { ($0.mrn + " " + $0.item.item, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = rows.filter { stream.sent[$0.mrn + " " + $0.item.item] != $0 }
        let removed = stream.sent.filter { now[$0.key] == nil }.map(\.value).sorted {
            ($0.item.due, $0.mrn, $0.item.item) < ($1.item.due, $1.mrn, $1.item.item)
        }
        let day = watchman.today.description
        streams[id]?.sent = now
        streams[id]?.isBehind = false
        let notices = watchman.notices
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
