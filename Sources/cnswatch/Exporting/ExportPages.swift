import ControlInterface
import Varlink

/// The pages of an export, each asked for once the one before was written.
struct ExportPages {
    private static let rows = 2_000

    let request: ExportRequest

    func forEach(over connection: ClientConnection, _ body: (ExportPage) throws -> Void) throws {
        var request = request
        request.list.limit = ExportPages.rows
        repeat {
            let page: ExportPage = try ServiceOptions.ask(connection, "Export", request)
            try body(page)
            request.list.after = page.next
            // Midnight may pass: all pages are of the day of the first.
            request.list.asOf = page.asOf
        } while request.list.after != nil
    }
}
