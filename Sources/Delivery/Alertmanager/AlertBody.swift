import JSONText

/// Alerts as the Alertmanager reads them; members in order, so that the same alerts are the same bytes.
struct AlertBody {
    let bytes: [UInt8]

    init(_ alerts: [ActiveAlert]) {
        var writer = JSONWriter()
        writer.beginArray()
        for alert in alerts {
            writer.beginObject()
            writer.key("labels")
            AlertBody.write(alert.labels, to: &writer)
            writer.key("annotations")
            AlertBody.write(alert.annotations, to: &writer)
            writer.member("startsAt", UniversalTime(alert.startsAt).timestamp)
            writer.memberIfPresent("endsAt", alert.endsAt.map { UniversalTime($0).timestamp })
            writer.endObject()
        }
        writer.endArray()
        bytes = writer.takeBytes()
    }

    private static func write(_ texts: [String: String], to writer: inout JSONWriter) {
        writer.beginObject()
        // To an Alertmanager an empty label is none, and an empty annotation says nothing.
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
            writer.key(text: name)
            writer.value(text)
        }
        writer.endObject()
    }
}
