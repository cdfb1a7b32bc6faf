/// What a round of announcements comes to. All of it belongs into the ledger, in the transaction that stores the plans.
public struct AnnouncementDecisions: Hashable, Sendable {
    /// What is told one by one, worst first.
    public let told: [Announcement]
    /// What is told together in place of `summarised`; nil where nothing is folded.
    public let summary: AnnouncementSummary?
    /// What the summary stands for, worst first; empty where there is none.
    public let summarised: [Announcement]
    /// Stages reached together with a more advanced one of the same item: never told, and held so that they never will be.
    public let passed: [Announcement]

    /// Which receivers are to be told of what, news and ladders alike; of some of it they may know already.
    public let dispatches: [Dispatch]
    /// The names of the routes in force: a step told by a route of another name may have been told by one of these before it was
    /// renamed.
    public let routes: Set<String>
    /// Whose patients no route is about.
    public let unrouted: Set<Practice>

    /// Nothing to tell.
    public static let none = AnnouncementDecisions(
        told: [], summary: nil, summarised: [], passed: [], dispatches: [], routes: [], unrouted: [])

    init(
        told: [Announcement], summary: AnnouncementSummary?, summarised: [Announcement], passed: [Announcement],
        dispatches: [Dispatch], routes: Set<String>, unrouted: Set<Practice>
    ) {
        self.told = told
        self.summary = summary
        self.summarised = summarised
        self.passed = passed
        self.dispatches = dispatches
        self.routes = routes
        self.unrouted = unrouted
    }

    /// Whether there is nothing to tell and nothing to hold.
    public var isEmpty: Bool { told.isEmpty && summarised.isEmpty && passed.isEmpty && dispatches.isEmpty }
}
