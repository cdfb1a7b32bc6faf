import ControlInterface

/// The columns of a route that is tried out.
enum RouteTestColumns {
    static let names = ["item", "route", "receiver", "step", "at", "matches", "why"]

    static func fields(_ row: RouteTestReport) -> [String] {
        [row.item, row.route, row.receiver, row.step, row.at, row.matches ? "true" : "false", row.why]
    }

    static let headings = ["ITEM", "ROUTE", "RECEIVER", "STEP", "AT", "TOLD", "WHY"]

    static func cells(_ row: RouteTestReport) -> [String] {
        [row.item, row.route, row.receiver, row.step, row.at, row.matches ? "yes" : "no", row.why]
    }
}
