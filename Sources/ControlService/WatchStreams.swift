import CivilCalendar
import ControlInterface
import Varlink

/// The calls that get every change of their rows.
final class WatchStreams {
    private struct Stream {
        let context: CallContext
        let filter: WorkListFilter
        var sent: [String: DueRow]
        /// Whether a change could not be sent, the reader not having taken what it was sent before.
        var isBehind = false
    }

    private let queries: QueryService
    private var streams: [ObjectIdentifier: Stream] = [:]

    init(_ queries: QueryService) { self.queries = queries }

    /// Sends the rows as they are, and from then on what changes.
    func open(_ context: CallContext, _ filter: WorkListFilter, _ rows: [DueRow], notices: [Notice]) {
        let id = ObjectIdentifier(context)
        context.onCancel = { [weak self] in self?.streams[id] = nil }
        context.onRoom = { [weak self] in if self?.streams[id]?.isBehind == true { self?.sendChange(id) } }
        let state = WatchChange(
            kind: "state", asOf: queries.today.description, rows: rows, notices: queries.notices + notices)
        guard context.replyContinuing(state) else { return }
        let sent = Dictionary(rows.map { ($0.mrn + " " + $0.item.item, $0) }, uniquingKeysWith: { first, _ in first })
        streams[id] = Stream(context: context, filter: filter, sent: sent)
    }

    /// Sends every stream what changed since it last got anything.
    func sendChanges() {
        for id in Array(streams.keys) { sendChange(id) }
    }

    private func sendChange(_ id: ObjectIdentifier) {
        guard let stream = streams[id] else { return }
        let context = stream.context
        guard context.isOpen else {
            streams[id] = nil
            return
        }
        // A reader that does not keep up gets the whole difference once it has room again.
        guard context.hasRoom, let rows = try? queries.rows(stream.filter) else {
            streams[id]?.isBehind = true
            return
        }
        let now = Dictionary(rows.map { ($0.mrn + " " + $0.item.item, $0) }, uniquingKeysWith: { first, _ in first })
        let different = rows.filter { stream.sent[$0.mrn + " " + $0.item.item] != $0 }
        // Each day moves many rows of which nothing else is new.
        let isMoved = { (row: DueRow) in
            guard var sent = stream.sent[row.mrn + " " + row.item.item] else { return false }
            (sent.place, sent.band) = (row.place, row.band)
            return sent == row
        }
        let (changed, moved) = (different.filter { !isMoved($0) }, different.filter(isMoved))
        let removed = stream.sent.filter { now[$0.key] == nil }.map(\.value).sorted {
            ($0.item.due, $0.mrn, $0.item.item) < ($1.item.due, $1.mrn, $1.item.item)
        }
        let day = queries.today.description
        streams[id]?.sent = now
        streams[id]?.isBehind = false
        let notices = queries.notices
        if !changed.isEmpty {
            context.replyContinuing(WatchChange(kind: "changed", asOf: day, rows: changed, notices: notices))
        }
        if !moved.isEmpty {
            context.replyContinuing(WatchChange(kind: "moved", asOf: day, rows: moved, notices: notices))
        }
        if !removed.isEmpty {
            context.replyContinuing(WatchChange(kind: "removed", asOf: day, rows: removed, notices: []))
        }
        if different.isEmpty, removed.isEmpty {
            context.replyContinuing(WatchChange(kind: "notice", asOf: day, rows: [], notices: notices))
        }
    }
}
