import JSONText

/// A call as it stands on the wire: `{"method": string, "parameters": object, "oneway"|"more"|"upgrade": true}`.
///
/// Source: UAPI.20. Absent parameters, `null` and `{}` are the same.
public struct MethodCall: Sendable, Equatable {
    /// The method with its interface, as in `org.example.Interface.Method`. Not checked to be a valid name.
    public let method: String

    /// The input parameters by field name.
    public let parameters: JSONObject

    /// How the caller wants to be answered.
    public let mode: CallMode

    /// A call from its parts.
    public init(_ method: String, _ parameters: JSONObject = [:], mode: CallMode = .single) {
        self.method = method
        self.parameters = parameters
        self.mode = mode
    }

    /// Reads a call from a message without its terminator.
    ///
    /// - Throws: the violation for which the connection has to be closed. Members whose names hold a dot belong to
    ///   vendors and are ignored; every other unknown member is a violation.
    public init(parsing message: UnsafeRawBufferPointer) throws(ProtocolViolation) {
        let members = try MessageReader.members(of: message)
        var method: String?
        var parameters = JSONObject()
        var mode = CallMode.single
        for (key, value) in members {
            switch key {
            case "method": method = value.stringValue
            case "parameters": parameters = try MessageReader.parameters(value)
            case "oneway": try Self.set(.oneway, value, &mode)
            case "more": try Self.set(.more, value, &mode)
            case "upgrade": try Self.set(.upgrade, value, &mode)
            default: try MessageReader.checkForeign(key)
            }
        }
        guard let method else { throw .missingMethod }
        self.init(method, parameters, mode: mode)
    }

    private static func set(
        _ flag: CallMode, _ value: JSONValue, _ mode: inout CallMode
    ) throws(ProtocolViolation) {
        guard try MessageReader.flag(value) else { return }
        guard mode == .single else { throw .severalFlags }
        mode = flag
    }

    /// The interface part of the method's name: all before the last dot; empty without a dot.
    public var interface: String {
        method.lastIndex(of: ".").map { String(method[..<$0]) } ?? ""
    }

    /// The member part of the method's name: all after the last dot; the whole name without a dot.
    public var member: String {
        method.lastIndex(of: ".").map { String(method[method.index(after: $0)...]) } ?? method
    }

    /// Appends a call as a message with its terminator, its parameters written by the closure as one object.
    public static func append(
        _ method: String, mode: CallMode, to writer: inout JSONWriter, parameters: (inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.member("method", method)
        writer.key("parameters")
        parameters(&writer)
        if let flag = mode.flag { writer.member(flag, true) }
        writer.endObject()
        writer.appendSeparator(0)
    }
}
