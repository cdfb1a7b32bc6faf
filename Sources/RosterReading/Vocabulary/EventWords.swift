/// One event in the words of `events.csv`, as staff record it.
public struct EventWords: Hashable, Sendable {
    /// The column `date`: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    public var date: String
    /// The column `event`.
    public var event: String
    /// The column `detail`; empty where the event has none.
    public var detail: String
    /// The column `result`; empty where the event has none.
    public var result: String
    /// The column `site`; empty where none is named.
    public var site: String
    /// The column `count`; empty where not recorded.
    public var count: String
    /// The column `size_mm`, in millimetres; empty where not recorded.
    public var size: String
    /// The column `value`; empty where the event has none.
    public var value: String

    /// An event of these words; blanks around a word are dropped as in a file.
    public init(
        date: String, event: String, detail: String = "", result: String = "", site: String = "", count: String = "",
        size: String = "", value: String = ""
    ) {
        self.date = date
        self.event = event
        self.detail = detail
        self.result = result
        self.site = site
        self.count = count
        self.size = size
        self.value = value
    }
}
