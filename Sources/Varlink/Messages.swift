import Glibc
import JSONText

/// A call as it stands on the wire: `{"method": string, "parameters": object, "oneway"|"more"|"upgrade": true}`.
///
/// Source: UAPI.20. Absent parameters, `null` and `{}` are the same.
public struct MethodCall: Sendable, Equatable {
    /// The method with its interface, as in `org.example.Interface.Method`. Not checked to be a valid name.
    public let method: String

    /// The input parameters by field name.
    public let parameters: JSONObject

    /// How many replies the caller wants.
    public let mode: CallMode

    /// A call from its parts.
    public init(_ method: String, _ parameters: JSONObject = [:], mode: CallMode = .single) {
        self.method = method
        self.parameters = parameters
        self.mode = mode
    }

    /// Reads a call from a message without its terminator.
    ///
    /// - Throws: the violation for which the connection must be closed. Members whose names contain a dot belong to
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

/// How many replies a caller wants. The flags on the wire exclude one another, hence one value.
public enum CallMode: Sendable, Hashable, CaseIterable {
    /// No flag: exactly one reply.
    case single
    /// `oneway`: no reply, not even an error.
    case oneway
    /// `more`: one reply or many; all but the last are marked as continuing.
    case more
    /// `upgrade`: after the reply the connection speaks a different protocol.
    case upgrade

    /// The flag's name on the wire; nil for the mode without one.
    var flag: StaticString? {
        switch self {
        case .single: nil
        case .oneway: "oneway"
        case .more: "more"
        case .upgrade: "upgrade"
        }
    }
}

/// A reply as it stands on the wire: `{"parameters": object, "continues": true}` or `{"error": string, …}`.
///
/// Source: UAPI.20. An error never continues.
public struct Reply: Sendable, Equatable {
    /// What a reply means for the call it answers.
    public enum Outcome: Sendable, Hashable {
        /// The last, or only, reply.
        case final
        /// More replies follow.
        case continues
        /// The call failed; the error's name with its interface.
        case error(String)
    }

    /// What the reply means for the call.
    public let outcome: Outcome

    /// The output parameters, or those of the error.
    public let parameters: JSONObject

    /// A reply from its parts.
    public init(_ parameters: JSONObject = [:], outcome: Outcome = .final) {
        self.outcome = outcome
        self.parameters = parameters
    }

    /// Reads a reply from a message without its terminator.
    ///
    /// - Throws: the violation that makes the service at the other end untrustworthy. Members unknown to Varlink are
    ///   ignored: a client outlives its service's versions.
    public init(parsing message: UnsafeRawBufferPointer) throws(ProtocolViolation) {
        let members = try MessageReader.members(of: message)
        let parameters = try MessageReader.parameters(members["parameters"] ?? .null)
        let continues = try members["continues"].map { (value) throws(ProtocolViolation) in
            try MessageReader.flag(value)
        }
        switch members["error"] {
        case nil, .null?:
            self.init(parameters, outcome: continues == true ? .continues : .final)
        case .string(let name)?:
            guard continues != true else { throw .errorContinues }
            self.init(parameters, outcome: .error(name))
        case .some:
            throw .errorNotString
        }
    }
}

/// Writes replies as messages.
enum ReplyWriter {
    /// Appends a reply with its terminator. The closure writes its parameters as one object or not at all.
    ///
    /// - Returns: false if the closure wrote something else; what was appended is then malformed.
    static func append(
        _ outcome: Reply.Outcome, to writer: inout JSONWriter, _ parameters: (inout JSONWriter) -> Void
    ) -> Bool {
        writer.beginObject()
        if case .error(let name) = outcome { writer.member("error", name) }
        writer.key("parameters")
        let depth = writer.depth
        let start = writer.count
        parameters(&writer)
        if writer.count == start {
            writer.beginObject()
            writer.endObject()
        }
        let isObject = writer.withBytes { bytes in
            bytes.count > start + 1 && bytes[start] == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}")
        }
        guard writer.depth == depth, isObject else { return false }
        if outcome == .continues { writer.member("continues", true) }
        writer.endObject()
        writer.appendSeparator(0)
        return true
    }
}

/// What calls and replies have in common on the wire.
enum MessageReader {
    static func members(of message: UnsafeRawBufferPointer) throws(ProtocolViolation) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONParser().parse(message)
        } catch {
            throw .malformedJSON(error)
        }
        guard let object = value.objectValue else { throw .notAnObject }
        return object
    }

    static func parameters(_ value: JSONValue) throws(ProtocolViolation) -> JSONObject {
        if value.isNull { return [:] }
        guard let object = value.objectValue else { throw .parametersNotAnObject }
        return object
    }

    static func flag(_ value: JSONValue) throws(ProtocolViolation) -> Bool {
        guard let flag = value.boolValue else { throw .flagNotBoolean }
        return flag
    }

    /// Accepts a vendor's member: its name is a reverse domain, so it contains a dot.
    static func checkForeign(_ key: String) throws(ProtocolViolation) {
        guard key.utf8.contains(UInt8(ascii: ".")) else { throw .unknownMember }
    }
}

/// Cuts a stream of bytes into messages, each ended by a NUL byte, however transit split the stream.
///
/// Source: UAPI.20, "framing". The search for the NUL looks at every byte once, whatever the sizes of the pieces.
public struct FrameBuffer: Sendable {
    /// The default limit for a message: 4 MiB.
    public static let defaultMaximumMessageBytes = 4 << 20

    /// The largest message accepted, in bytes without its terminator.
    public let maximumMessageBytes: Int

    private var bytes: [UInt8] = []
    private var start = 0
    private var terminator: Int?

    /// A buffer that refuses messages beyond the limit.
    public init(maximumMessageBytes: Int = Self.defaultMaximumMessageBytes) {
        self.maximumMessageBytes = maximumMessageBytes
    }

    /// The bytes held, of complete and incomplete messages, terminators included.
    public var count: Int { bytes.count - start }

    /// Whether `next` would do something: return a message, or refuse one for its size.
    public var hasMessage: Bool { terminator != nil || count > maximumMessageBytes }

    /// Adds received bytes. The caller decides when to stop adding; nothing is refused here.
    public mutating func append(_ more: UnsafeRawBufferPointer) {
        discardConsumed()
        let searched = bytes.count
        bytes.append(contentsOf: more)
        if terminator == nil { terminator = findTerminator(from: searched) }
    }

    /// Takes the next complete message and returns the result of `read`, or nil if there is none.
    ///
    /// - Throws: `messageTooLarge` once the message, complete or not, exceeds the limit; and what `read` throws.
    public mutating func next<Value>(
        _ read: (UnsafeRawBufferPointer) throws(ProtocolViolation) -> Value
    ) throws(ProtocolViolation) -> Value? {
        guard (terminator ?? bytes.count) - start <= maximumMessageBytes else {
            throw .messageTooLarge(limit: maximumMessageBytes)
        }
        guard let end = terminator else { return nil }
        let message = start..<end
        start = end + 1
        terminator = findTerminator(from: start)
        return try bytes.span.withUnsafeBytes { (all) throws(ProtocolViolation) in
            try read(UnsafeRawBufferPointer(rebasing: all[message]))
        }
    }

    private func findTerminator(from place: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress, place < all.count else { return nil }
            return memchr(base + place, 0, all.count - place).map { UnsafeRawPointer($0) - base }
        }
    }

    /// Discards consumed bytes once they are the greater part, so that moving the rest costs no more than it frees.
    private mutating func discardConsumed() {
        guard start > bytes.count - start else { return }
        bytes.removeFirst(start)
        terminator = terminator.map { $0 - start }
        start = 0
    }
}

/// A message that breaks the Varlink protocol, so that the connection must be closed.
///
/// Source: UAPI.20, the rules for servers. It keeps nothing of the message's content.
public enum ProtocolViolation: Error, Sendable, Hashable {
    /// The message is longer than allowed; the limit is in bytes, without the terminator.
    case messageTooLarge(limit: Int)
    /// The message is not JSON.
    case malformedJSON(JSONParseError)
    /// The message is JSON but not an object.
    case notAnObject
    /// A call has no `method`, or one that is not a string.
    case missingMethod
    /// `parameters` is neither an object nor null.
    case parametersNotAnObject
    /// `oneway`, `more`, `upgrade` or, in a reply, `continues` is not a boolean.
    case flagNotBoolean
    /// A call sets more than one of `oneway`, `more` and `upgrade`.
    case severalFlags
    /// The message has a member that the protocol does not define and whose name carries no vendor's prefix.
    case unknownMember
    /// `error` in a reply is not a string.
    case errorNotString
    /// A reply is both an error and continuing.
    case errorContinues
    /// A reply continues although the call did not ask for more than one.
    case unexpectedContinuation

    /// What is wrong, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .messageTooLarge(let limit): "a message is longer than \(limit) bytes"
        case .malformedJSON(let error): "a message is not valid JSON (\(error.fault.explanation), byte \(error.offset))"
        case .notAnObject: "a message is not a JSON object"
        case .missingMethod: "a call has no \"method\" string"
        case .parametersNotAnObject: "\"parameters\" is not an object"
        case .flagNotBoolean: "a flag is neither true nor false"
        case .severalFlags: "a call sets more than one of \"oneway\", \"more\" and \"upgrade\""
        case .unknownMember: "a message has a member that Varlink does not define"
        case .errorNotString: "\"error\" in a reply is not a string"
        case .errorContinues: "a reply is an error and says that it continues"
        case .unexpectedContinuation: "a reply continues although only one was asked for"
        }
    }

    /// What the sender can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .messageTooLarge: "Split the request, and end every message with a NUL byte."
        case .malformedJSON(let error): error.fault.remedy
        case .notAnObject: "Send one JSON object per message."
        case .missingMethod: "Name the method as \"interface.Method\"."
        case .parametersNotAnObject: "Send an object, or leave \"parameters\" out."
        case .flagNotBoolean: "Set the flag to true, or leave it out."
        case .severalFlags: "Set at most one of the three."
        case .unknownMember: "Leave the member out, or give it a reverse-domain prefix."
        case .errorNotString, .errorContinues, .unexpectedContinuation:
            "Check that the service at the other end speaks Varlink and is up to date."
        }
    }
}

extension ProtocolViolation: CustomStringConvertible {
    /// What is wrong and the fix, in one line.
    public var description: String {
        "Varlink protocol broken: \(explanation). \(remedy)"
    }
}
