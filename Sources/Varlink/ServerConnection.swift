import JSONText

/// The service's side of one connection: bytes in, handlers called, bytes out. It owns no descriptor and no loop.
///
/// The driver, all on one thread: `receive` what was read while `wantsRead`; `receiveEnd` at the end of input; send
/// from `drain` while `hasOutput`; call `turn` soon, from the loop, while `needsTurn`; close the descriptor once
/// `isClosed`. Look at these after every call made here and on `onActivity`.
///
/// Replies leave in the order of the calls: a call is handled once the one before it is answered in full. While a
/// stream is open further calls wait. Half-closing is respected: calls sent before it are answered, streams end.
public final class ServerConnection {
    /// Who is at the other end.
    public let peer: Peer

    /// What the connection may take.
    public let limits: ConnectionLimits

    /// Called when an answer given outside the driver's own calls has changed what the driver has to do.
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

    /// A connection that hands each call to the handler, such as `ServiceRegistry.dispatch`.
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

    /// Whether no call is being answered and nothing waits to be sent: whoever is there is merely there.
    public var isIdle: Bool { answering == nil && output.count == 0 }

    /// Whether bytes wait to be sent.
    public var hasOutput: Bool { output.count > 0 }

    /// The number of bytes that wait to be sent.
    public var outputBytes: Int { output.count }

    /// Whether to read. False holds the peer back; its hang-up still has to be watched for.
    public var wantsRead: Bool {
        isReceiving && hasRoom && !needsTurn && input.count <= limits.messageBytes
    }

    /// Whether calls that are already here can be handled; `turn` does it.
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

    /// Takes note that the peer will send nothing more: an open stream ends, calls already here are answered.
    public func receiveEnd() {
        guard isReceiving else { return }
        hasInputEnded = true
        turn()
    }

    /// Handles calls that are already here, up to the turn's limit.
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

    /// Offers the waiting bytes and forgets as many as the body returns: what `send` took, 0 where it took none.
    ///
    /// The body must not touch the connection. Afterwards a paused stream may go on, which can add output.
    public func drain(_ body: (UnsafeRawBufferPointer) -> Int) {
        guard hasOutput, !isWriting else { return }
        let resumingBytes = limits.pausingBytes / 2
        drive {
            let before = output.count
            _ = output.drain(body)
            if before > resumingBytes, output.count <= resumingBytes { context?.onRoom?() }
        }
    }

    /// Ends the connection at once: output is dropped, the call under way is cancelled.
    public func close(_ reason: CloseReason = .closedByService) {
        drive {
            output.removeAll()
            end(reason)
        }
    }

    // MARK: What calls do

    /// Whether a call's answers can be taken.
    var isAnswerable: Bool { closeReason == nil }

    /// Whether less output waits than pauses the connection.
    var hasRoom: Bool { output.count < limits.pausingBytes }

    /// Writes a reply; false where the call is not the one being answered, or the reply could not be written.
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

    /// Ends the connection of a caller that nobody will answer any more.
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

    /// Appends one reply; what a faulty closure wrote is taken back.
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
        // The closure may have closed the connection, which dropped the output while the writer was away.
        if !isAnswerable { output.removeAll() }
        return isAnswerable
    }

    /// Stops reading and handling. Output that waits is still sent: earlier replies stay owed.
    private func end(_ reason: CloseReason) {
        guard closeReason == nil else { return }
        closeReason = reason
        let cancelled = context
        answering = nil
        context = nil
        input = FrameBuffer(maximumMessageBytes: limits.messageBytes)
        cancelled?.cancel()
    }

    /// Runs a call of the driver's, during which nobody has to be told of changes.
    private func drive(_ body: () -> Void) {
        let wasDriven = isDriven
        isDriven = true
        body()
        isDriven = wasDriven
        guard !wasDriven, hasInputEnded, closeReason == nil else { return }
        if answering == .more || (answering == nil && !input.hasMessage) { end(.peerEnded) }
    }

    /// Makes a change and tells the driver, unless it is the driver's own call that led to it.
    private func announce(_ change: () -> Void) {
        guard !isDriven else { return change() }
        drive(change)
        onActivity?()
    }
}
