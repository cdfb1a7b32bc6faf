import JSONText

/// A message as the body of a webhook; `WebhookChannel` documents it.
struct WebhookBody {
    let bytes: [UInt8]

    init(_ message: OutgoingMessage) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "cnswatch.\(message.kind.rawValue)")
        writer.member("timestamp", UniversalTime(message.at).timestamp)
        writer.key("data")
        writer.beginObject()
        writer.member("version", 1)
        writer.member("id", message.id)
        writer.member("kind", message.kind.rawValue)
        writer.member("priority", message.priority.rawValue)
        writer.member("title", message.title)
        writer.member("route", message.route)
        writer.member("receiver", message.receiver)
        writer.key("entries")
        writer.beginArray()
        for entry in message.entries { WebhookBody.write(entry, to: &writer) }
        writer.endArray()
        writer.member("closing", message.closing)
        writer.endObject()
        writer.endObject()
        bytes = writer.takeBytes()
    }

    private static func write(_ entry: OutgoingMessage.Entry, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("subject", entry.subject)
        writer.member("item", entry.item)
        writer.member("stage", entry.stage)
        writer.member("urgency", entry.urgency)
        writer.member("due", entry.due)
        writer.member("latest", entry.latest)
        writer.member("daysLate", entry.daysLate)
        writer.member("why", entry.why)
        writer.memberIfPresent("name", entry.name)
        writer.endObject()
    }
}
