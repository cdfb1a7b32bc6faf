/// Why something was told, or why it was not told by itself.
@frozen
public enum AnnouncementReason: String, CaseIterable, Hashable, Sendable {
    /// Nothing of this item and due date had been told.
    case first
    /// The item has moved on since something of it was told.
    case advanced
    /// Not told: a more advanced stage of the same item was reached with it.
    case passed
    /// Told in a summary: nothing had ever been evaluated before.
    case firstImport = "first-import"
    /// Told in a summary: more than one civil day had passed without an evaluation.
    case downtime
    /// Told in a summary: too much would have been told at once.
    case tooMany = "too-many"
    /// Known already, and told to whom a route has named only since.
    case newRoute = "new-route"
    /// Known already, and told to whom it was not: a route is about it only since, or what was told in its place is over.
    case stillStands = "still-stands"
}
