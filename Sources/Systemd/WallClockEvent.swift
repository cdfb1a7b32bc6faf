/// What a wall clock alarm has to tell.
public enum WallClockEvent: Hashable, Sendable {
    /// The time it was armed for has come, perhaps a while ago: the machine may have been suspended.
    case reached
    /// The time of day was set, forwards or backwards, however little. Read the clock, reckon anew and arm again.
    case clockChanged
}
