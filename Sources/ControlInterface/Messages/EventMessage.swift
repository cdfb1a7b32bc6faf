import JSONText

/// An event in the words of `events.csv`.
public struct EventMessage: Hashable, Sendable {
    /// The column `event`.
    public var event: String
    /// The column `date`: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; the service's day by default.
    public var date: String?
    /// The column `detail`.
    public var detail: String?
    /// The column `result`.
    public var result: String?
    /// The column `site`.
    public var site: String?
    /// The column `count`.
    public var count: String?
    /// The column `size_mm`.
    public var sizeMm: String?
    /// The column `value`.
    public var value: String?
    /// The column `note`.
    public var note: String?

    /// The message with these members.
    public init(
        event: String, date: String? = nil, detail: String? = nil, result: String? = nil, site: String? = nil,
        count: String? = nil, sizeMm: String? = nil, value: String? = nil, note: String? = nil
    ) {
        self.event = event
        self.date = date
        self.detail = detail
        self.result = result
        self.site = site
        self.count = count
        self.sizeMm = sizeMm
        self.value = value
        self.note = note
    }
}

extension EventMessage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        event = try members.string("event")
        date = try members.stringIfPresent("date")
        detail = try members.stringIfPresent("detail")
        result = try members.stringIfPresent("result")
        site = try members.stringIfPresent("site")
        count = try members.stringIfPresent("count")
        sizeMm = try members.stringIfPresent("sizeMm")
        value = try members.stringIfPresent("value")
        note = try members.stringIfPresent("note")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("event", event)
        writer.memberIfPresent("date", date)
        writer.memberIfPresent("detail", detail)
        writer.memberIfPresent("result", result)
        writer.memberIfPresent("site", site)
        writer.memberIfPresent("count", count)
        writer.memberIfPresent("sizeMm", sizeMm)
        writer.memberIfPresent("value", value)
        writer.memberIfPresent("note", note)
    }
}
