import ControlInterface
import Varlink

/// The pages of a work-list, each asked for once the one before was taken: a reader who has seen enough costs no more, and
/// one who is slow holds nothing up but themselves.
struct WorkListPages {
    /// How much of the list its reader is after.
    enum Reading {
        /// All of it, before anything can be done with it.
        case whole
        /// Row by row, and maybe not to the end: a screenful comes at once, who reads on is given more at a time.
        case rowByRow
    }

    /// As many as the service gives at a time.
    private static let mostRows = 10_000

    let request: DueRequest
    /// At most so many rows on all pages; nil for all there are.
    var limit: Int?
    let reading: Reading

    /// Fetches page after page. The first one says what holds for all of them: the day, the protocol, how many rows there
    /// are, and what everyone must know.
    func forEach(over connection: ClientConnection, _ body: (DuePage) throws -> Void) throws {
        var request = request
        var size =
            switch reading {
            case .whole: WorkListPages.mostRows
            case .rowByRow: 25
            }
        var wanted = limit ?? Int.max
        repeat {
            // A limit that makes no sense goes to the service as it is, which says so.
            request.limit = min(size, wanted)
            let page: DuePage = try ServiceOptions.ask(connection, "Due", request)
            try body(page)
            wanted -= page.rows.count
            request.after = page.next
            size = min(4 * size, WorkListPages.mostRows)
        } while request.after != nil && wanted > 0
    }
}
