import JSONText

/// One call under way: what was asked, by whom, and the way to answer, now or later.
///
/// A handler keeps the context for as long as it owes an answer; letting go of it unanswered closes the connection,
/// since the caller would wait for ever. All of it happens on the connection's thread. Answering a call that is over
/// (answered, cancelled, its connection closed) does nothing and returns false.
public final class CallContext {
    /// The call as it came.
    public let call: MethodCall

    /// Who is calling.
    public let peer: Peer

    /// Called once if the call ends without a last answer: the peer ended its side during a stream, the peer
    /// vanished, or the connection closed. Released when the call is over, so it may hold the context.
    public var onCancel: (() -> Void)?

    /// Called whenever waiting output has shrunk to half the pausing limit: the time to continue a stream that
    /// stopped at `hasRoom` being false. Released when the call is over.
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

    /// Whether the caller takes more than one reply.
    public var wantsMore: Bool { call.mode == .more }

    /// Whether an answer still has a meaning.
    public var isOpen: Bool { !isOver && connection?.isAnswerable == true }

    /// Whether little enough output waits for a stream to go on writing; see `onRoom`.
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
    /// - Returns: false, having written nothing, also where the caller did not set `more`.
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
