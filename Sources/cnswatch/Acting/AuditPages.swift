import ControlInterface
import Varlink

/// The audit trail with the rows of all its pages, as it stood when the last of them was read.
struct AuditPages {
    /// The rows, oldest first.
    let entries: [AuditEntryReport]
    /// The number of the trail's last row.
    let headNumber: Int
    /// Its hash.
    let headHash: String

    /// Fetches all rows that are asked for.
    init(_ request: AuditRequest, over connection: ClientConnection) throws {
        var request = request
        var entries: [AuditEntryReport] = []
        while true {
            let page: AuditPage = try ServiceOptions.ask(connection, "Audit", request)
            entries += page.entries
            guard let next = page.next else {
                self.entries = entries
                (headNumber, headHash) = (page.headNumber, page.headHash)
                return
            }
            request.after = next
        }
    }
}
