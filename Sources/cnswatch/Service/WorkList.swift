import ControlInterface
import Varlink

/// A work-list with the rows of all its pages.
struct WorkList {
    /// The first page: its day, its protocol, what everyone must know, and how many rows there are.
    let page: DuePage
    let rows: [DueRow]

    /// Fetches all rows, or so many.
    init(_ request: DueRequest, limit: Int? = nil, over connection: ClientConnection) throws {
        var request = request
        request.limit = limit ?? 10_000
        let first: DuePage = try ServiceOptions.ask(connection, "Due", request)
        var rows = first.rows
        var next = first.next
        while let place = next, limit.map({ rows.count < $0 }) ?? true {
            request.after = place
            request.limit = limit.map { $0 - rows.count } ?? 10_000
            let page: DuePage = try ServiceOptions.ask(connection, "Due", request)
            rows += page.rows
            next = page.next
        }
        page = first
        self.rows = rows
    }
}
