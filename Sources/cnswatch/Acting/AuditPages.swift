import ControlInterface
import Varlink

/// The pages of the audit trail.
enum AuditPages {
    /// Fetches page after page of what is asked for, oldest first.
    static func forEach(
        of request: AuditRequest, over connection: ClientConnection, _ body: (AuditPage) throws -> Void
    ) throws {
        var request = request
        while true {
            let page: AuditPage = try ServiceOptions.ask(connection, "Audit", request)
            try body(page)
            guard let next = page.next else { return }
            request.after = next
        }
    }
}
