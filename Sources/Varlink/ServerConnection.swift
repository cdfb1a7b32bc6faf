import JSONText

/// The service's side of one connection: bytes in, handlers called, bytes out. It owns no descriptor and no loop.
///
/// The driver, all on one thread: calls `receive` with what it read while `wantsRead`; calls `receiveEnd` at the end
/// of input; sends from `drain` while `hasOutput`; calls `turn` soon, from the loop, while `needsTurn`; closes the
/// descriptor once `isClosed`. It checks these after every call made here and on `onActivity`.
///
/// Replies leave in the order of the calls: a call is handled once the one before it is fully answered. While a
/// stream is open further calls wait. Half-closing is respected: calls sent before it are answered, streams end.
public final class ServerConnection {
    /// The process at the other end.
    public let peer: Peer

    /// The limits of the connection's memory and time.
    public let limits: ConnectionLimits

    /// Called when an answer given outside the driver's own calls has changed what the driver must do.
    public var onActivity: (() -> Void)?

    /// Why the connection ended or is ending; nil while it is open. Waiting output may still be sent.
    public private(set) var closeReason: CloseReason?

    private let handler: (CallContext) -> Void
    private var input: FrameBuffer
    private var output = OutputQueue()
    private var hasInputEnded = false
    /// The mode of the call that is being answered. The context itself belongs to its handler.
    private var answering: CallMode?
    private weak var context: CallContext?
    private var isWriting = false
    private var isDriven = false

    /// Makes a connection that passes each call to the handler, such as `ServiceRegistry.dispatch`.
    public init(peer: Peer, limits: ConnectionLimits = ConnectionLimits(), handler: @escaping (CallContext) -> Void) {
        self.peer = peer
        self.limits = limits
        self.handler = handler
        input = FrameBuffer(maximumMessageBytes: limits.messageBytes)
    }

    deinit {
        context?.cancel()
    }

    // MARK: What the driver has to do

    /// Whether nothing is left to do but closing the descriptor.
    public var isClosed: Bool { closeReason != nil && output.count == 0 }

    /// The connection is open but idle: no call in progress, nothing queued.
    public var isIdle: Bool { answering == nil && output.count == 0 }

    /// Whether bytes wait to be sent.
    public var hasOutput: Bool { output.count > 0 }

    /// The number of bytes that wait to be sent.
    public var outputBytes: Int { output.count }

    /// Whether to read. If false, the peer's input waits; the driver must still watch for its hang-up.
    public var wantsRead: Bool {
        isReceiving && hasRoom && !needsTurn && input.count <= limits.messageBytes
    }

    /// Whether received calls can be handled; `turn` does it.
    public var needsTurn: Bool {
        closeReason == nil && answering == nil && hasRoom && input.hasMessage
    }

    // MARK: What the driver does

    /// Takes bytes that were read and handles the calls they complete, up to the turn's limit.
    public func receive(_ bytes: UnsafeRawBufferPointer) {
        guard isReceiving else { return }
        input.append(bytes)
        turn()
    }

    /// Takes bytes that were read and handles the calls they complete, up to the turn's limit.
    public func receive(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { receive($0) }
    }

    /// Records that the peer will send nothing more: an open stream ends, received calls are answered.
    public func receiveEnd() {
        guard isReceiving else { return }
        hasInputEnded = true
        turn()
    }

    /// Handles received calls, up to the turn's limit.
    public func turn() {
        guard !isDriven else { return }
        drive {
            var left = limits.callsPerTurn
            while left > 0, needsTurn {
                handleNext()
                left -= 1
            }
        }
    }

    /// Passes the waiting bytes to the body and discards as many as it returns: what `send` took, 0 if it took none.
    ///
    /// The body must not touch the connection. Afterwards a paused stream may resume, which can add output.
    public func drain(_ body: (UnsafeRawBufferPointer) -> Int) {
        guard hasOutput, !isWriting else { return }
        let resumingBytes = limits.pausingBytes / 2
        drive {
            let before = output.count
            _ = output.drain(body)
            if before > resumingBytes, output.count <= resumingBytes { context?.onRoom?() }
        }
    }

    /// Ends the connection at once: drops the output and cancels the call in progress.
    public func close(_ reason: CloseReason = .closedByService) {
        drive {
            output.removeAll()
            end(reason)
        }
    }

    // MARK: What calls do

    /// Whether the connection still accepts answers to calls.
    var isAnswerable: Bool { closeReason == nil }

    /// Whether the waiting output is below the size that pauses the connection.
    var hasRoom: Bool { output.count < limits.pausingBytes }

    /// Writes a reply; returns false if the call is not the one being answered, or the reply could not be written.
    func deliver(
        _ outcome: Reply.Outcome, for caller: CallContext, _ parameters: (inout JSONWriter) -> Void
    ) -> Bool {
        guard isAnswerable, caller === context, !isWriting else { return false }
        var isWritten = false
        announce {
            if outcome == .continues, output.count > limits.closingBytes {
                output.removeAll()
                end(.slowReader)
                return
            }
            isWritten = write(outcome, parameters)
            if !isWritten {
                end(.malformedReply)
            } else if outcome != .continues {
                answering = nil
                context = nil
            }
        }
        return isWritten
    }

    /// Ends the connection of a caller whose call will get no answer.
    func abandonCall() {
        guard isAnswerable else { return }
        announce { end(.callAbandoned) }
    }

    // MARK: Parts

    private var isReceiving: Bool { closeReason == nil && !hasInputEnded }

    private func handleNext() {
        do {
            guard let call = try input.next({ (message) throws(ProtocolViolation) in try MethodCall(parsing: message) })
            else { return }
            let context = CallContext(call, peer: peer, connection: self)
            if call.mode != .oneway {
                answering = call.mode
                self.context = context
            }
            handler(context)
        } catch {
            end(.violation(error))
        }
    }

    /// Appends one reply; removes what a faulty closure wrote.
    private func write(_ outcome: Reply.Outcome, _ parameters: (inout JSONWriter) -> Void) -> Bool {
        isWriting = true
        defer { isWriting = false }
        var writer = output.takeWriter()
        let start = writer.count
        guard ReplyWriter.append(outcome, to: &writer, parameters) || !isAnswerable else {
            output.putBack(writer, cutTo: start)
            return false
        }
        output.putBack(writer)
        // The closure may have closed the connection, which dropped the output while the writer was out.
        if !isAnswerable { output.removeAll() }
        return isAnswerable
    }

    /// Stops reading and handling. Waiting output is still sent: earlier replies stay owed.
    private func end(_ reason: CloseReason) {
        guard closeReason == nil else { return }
        closeReason = reason
        let cancelled = context
        answering = nil
        context = nil
        input = FrameBuffer(maximumMessageBytes: limits.messageBytes)
        cancelled?.cancel()
    }

    /// Runs a call from the driver, during which changes need no notice.
    private func drive(_ body: () -> Void) {
        let wasDriven = isDriven
        isDriven = true
        body()
        isDriven = wasDriven
        guard !wasDriven, hasInputEnded, closeReason == nil else { return }
        if answering == .more || (answering == nil && !input.hasMessage) { end(.peerEnded) }
    }

    /// Makes a change and notifies the driver, unless the driver's own call caused it.
    private func announce(_ change: () -> Void) {
        guard !isDriven else { return change() }
        drive(change)
        onActivity?()
    }
}

/// One call in progress: the request, its caller, and the way to answer, now or later.
///
/// A handler keeps the context for as long as it owes an answer; releasing it unanswered closes the connection, since
/// the caller would wait for ever. All of it happens on the connection's thread. Answering a finished call (answered,
/// cancelled, its connection closed) does nothing and returns false.
public final class CallContext {
    /// The call as received.
    public let call: MethodCall

    /// The calling process.
    public let peer: Peer

    /// Called once if the call ends without a last answer: the peer ended its side during a stream, the peer
    /// vanished, or the connection closed. Released when the call is over, so it may hold the context.
    public var onCancel: (() -> Void)?

    /// Called whenever waiting output has shrunk to half the pausing limit: the time to continue a stream that
    /// stopped because `hasRoom` was false. Released when the call is over.
    public var onRoom: (() -> Void)?

    private weak var connection: ServerConnection?
    private var isOver = false

    init(_ call: MethodCall, peer: Peer, connection: ServerConnection) {
        self.call = call
        self.peer = peer
        self.connection = connection
    }

    deinit {
        if !isOver, call.mode != .oneway { connection?.abandonCall() }
    }

    /// The input parameters.
    public var parameters: JSONObject { call.parameters }

    /// Whether the caller accepts more than one reply.
    public var wantsMore: Bool { call.mode == .more }

    /// Whether the call can still be answered.
    public var isOpen: Bool { !isOver && connection?.isAnswerable == true }

    /// Whether the waiting output is small enough for a stream to continue writing; see `onRoom`.
    public var hasRoom: Bool { isOpen && connection?.hasRoom == true }

    /// Answers with no output parameters, and ends the call.
    @discardableResult
    public func reply() -> Bool {
        reply { _ in }
    }

    /// Answers with a value that writes itself as one object, and ends the call.
    @discardableResult
    public func reply(_ parameters: some JSONWritable) -> Bool {
        reply { parameters.write(to: &$0) }
    }

    /// Answers with what the closure writes, one object or nothing, straight into the output; ends the call.
    @discardableResult
    public func reply(writing parameters: (inout JSONWriter) -> Void) -> Bool {
        deliver(.final, parameters)
    }

    /// Answers with a value that writes itself as one object, and leaves the stream open. Only for `more` calls.
    @discardableResult
    public func replyContinuing(_ parameters: some JSONWritable) -> Bool {
        replyContinuing { parameters.write(to: &$0) }
    }

    /// Answers with what the closure writes, one object or nothing, and leaves the stream open.
    ///
    /// - Returns: false, having written nothing, also if the caller did not set `more`.
    @discardableResult
    public func replyContinuing(writing parameters: (inout JSONWriter) -> Void) -> Bool {
        wantsMore && deliver(.continues, parameters)
    }

    /// Answers with an error, and ends the call.
    @discardableResult
    public func fail(_ error: VarlinkError) -> Bool {
        deliver(.error(error.name)) { error.parameters.write(to: &$0) }
    }

    /// Cancels the call from the connection's side.
    func cancel() {
        let informed = onCancel
        finish()
        informed?()
    }

    private func deliver(_ outcome: Reply.Outcome, _ parameters: (inout JSONWriter) -> Void) -> Bool {
        guard isOpen, let connection else { return false }
        let isDelivered = call.mode == .oneway || connection.deliver(outcome, for: self, parameters)
        if isDelivered, outcome != .continues { finish() }
        return isDelivered
    }

    private func finish() {
        isOver = true
        onCancel = nil
        onRoom = nil
    }
}

/// The limits on the service's memory and time that one connection may use.
public struct ConnectionLimits: Sendable, Hashable {
    /// The largest message accepted, in bytes without its terminator; a larger one closes the connection.
    public var messageBytes: Int

    /// Waiting output, in bytes, from which on the service reads no more, starts no further call, and handlers must
    /// pause. Streams resume at half of this.
    public var pausingBytes: Int

    /// Waiting output, in bytes, beyond which a further continuing reply closes the connection: its peer does not
    /// read, and the handler does not pause.
    public var closingBytes: Int

    /// Calls handled before control returns to the loop, so that one peer's pipeline does not starve the others.
    public var callsPerTurn: Int

    /// Limits, each with its default: 4 MiB a message, 1 MiB to pause, 64 MiB to close, 16 calls a turn.
    public init(
        messageBytes: Int = FrameBuffer.defaultMaximumMessageBytes, pausingBytes: Int = 1 << 20,
        closingBytes: Int = 64 << 20, callsPerTurn: Int = 16
    ) {
        self.messageBytes = messageBytes
        self.pausingBytes = pausingBytes
        self.closingBytes = closingBytes
        self.callsPerTurn = callsPerTurn
    }
}

/// Bytes waiting to be sent, with a writer that appends to them directly.
struct OutputQueue {
    /// The number of consumed bytes from which the rest moves to the front; also the capacity an empty queue keeps.
    private static let keptBytes = 64 << 10

    private var writer = JSONWriter()
    private var sent = 0

    /// The bytes not yet sent.
    var count: Int { writer.count - sent }

    /// Takes the writer out, so that a handler's closure may write while the connection's state stays accessible.
    mutating func takeWriter() -> JSONWriter {
        var taken = JSONWriter()
        swap(&taken, &writer)
        return taken
    }

    /// Puts the writer back with what was appended.
    mutating func putBack(_ writer: consuming JSONWriter) {
        self.writer = writer
    }

    /// Puts the writer's bytes back up to a length, discarding the rest.
    mutating func putBack(_ writer: consuming JSONWriter, cutTo length: Int) {
        self.writer = writer
        self.writer.cut(to: length)
    }

    /// Passes the waiting bytes to the body and discards as many as it reports taken.
    mutating func drain(_ body: (UnsafeRawBufferPointer) -> Int) -> Int {
        let taken = writer.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
        sent += min(max(taken, 0), count)
        if count == 0 {
            removeAll()
        } else if sent >= Self.keptBytes, sent >= count {
            var bytes = writer.takeBytes()
            bytes.removeFirst(sent)
            writer = JSONWriter(appendingTo: bytes)
            sent = 0
        }
        return taken
    }

    /// Discards everything, and frees memory that a large reply needed.
    mutating func removeAll() {
        writer.removeAll(keepingRoomUpTo: Self.keptBytes)
        sent = 0
    }
}

/// Why a connection ended; for the service's log.
public enum CloseReason: Sendable, Hashable {
    /// The peer ended its side and all its calls were answered.
    case peerEnded
    /// The peer disconnected, or its socket failed.
    case peerVanished
    /// The peer broke the protocol.
    case violation(ProtocolViolation)
    /// The peer does not read, and the output waiting for it exceeds `ConnectionLimits.closingBytes`.
    case slowReader
    /// A handler released its call without answering it: a fault of this service.
    case callAbandoned
    /// A handler wrote parameters that are not one JSON object: a fault of this service.
    case malformedReply
    /// The service closed it, as when it stops.
    case closedByService

    /// What happened, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .peerEnded: "the peer closed the connection"
        case .peerVanished: "the peer vanished"
        case .violation(let violation): "the peer broke the protocol: \(violation.explanation)"
        case .slowReader: "the peer does not read what it asked for"
        case .callAbandoned: "a method was left unanswered (a fault of this service)"
        case .malformedReply: "a method wrote a malformed reply (a fault of this service)"
        case .closedByService: "the service closed the connection"
        }
    }
}
