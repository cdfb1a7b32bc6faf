/// What one connection may take of the service's memory and time.
public struct ConnectionLimits: Sendable, Hashable {
    /// The largest message accepted, in bytes without its terminator; beyond it the connection closes.
    public var messageBytes: Int

    /// Output waiting to be sent, in bytes, from which no more is read, no further call is started, and handlers are
    /// told to pause. Streams are told to go on at half of this.
    public var pausingBytes: Int

    /// Output waiting to be sent, in bytes, beyond which a further reply that continues closes the connection:
    /// its peer does not read, and the handler does not pause.
    public var closingBytes: Int

    /// Calls handled before the loop gets its turn again, so that one peer's pipeline does not starve the others.
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
