import JSONText

/// A message of the control interface: a JSON object whose keys are the names in the interface's description.
public protocol ControlMessage: JSONWritable, Hashable, Sendable {
    /// Reads the message; members it does not know are passed over, so that a newer service can be read.
    init(json: JSONObject) throws(MessageError)
    /// Writes the members of the message, without the braces.
    func writeMembers(to writer: inout JSONWriter)
}

extension ControlMessage {
    /// Writes the message as a JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }
}
