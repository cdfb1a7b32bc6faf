import ControlInterface
import Varlink

/// A work-list with the rows of all its pages.
struct WorkList {
    /// The first page: its day, its protocol, what everyone must know, and how many rows there are.
    let page: DuePage
    let rows: [DueRow]

    /// Fetches all rows, or so many.
    init(_ request: DueRequest, limit: Int? = nil, over connection: ClientConnection) throws {
        var first: DuePage?
        var rows: [DueRow] = []
        try WorkListPages(request: request, limit: limit, reading: .whole).forEach(over: connection) { page in
            if first == nil { first = page }
            rows += page.rows
        }
        guard let first else { preconditionFailure("a list has a first page, if an empty one") }
        page = first
        self.rows = rows
    }
}
