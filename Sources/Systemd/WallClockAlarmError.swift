/// Why an alarm on the time of day could not do what was asked.
public enum WallClockAlarmError: SystemdError, Hashable {
    /// No timer could be made.
    case creation(ErrorNumber)
    /// The timer could not be set to a time.
    case arming(unixSeconds: Int64, ErrorNumber)
    /// The timer could not be cleared.
    case disarming(ErrorNumber)
    /// The timer could not be read after it had fired.
    case reading(ErrorNumber)
    /// The timer could not join the event loop.
    case loop(EventLoopError)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .creation(let number): "no alarm on the time of day could be made: \(number)"
        case .arming(let seconds, let number): "the alarm could not be set to second \(seconds) of the epoch: \(number)"
        case .disarming(let number): "the alarm on the time of day could not be cleared: \(number)"
        case .reading(let number): "the alarm on the time of day fired and could not be read: \(number)"
        case .loop(let error): "the alarm on the time of day is of no use to the event loop: \(error.problem)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .creation: "raise the limit on open files (LimitNOFILE=) or free memory, then start again"
        case .arming, .disarming, .reading:
            "check that the unit's SystemCallFilter= allows @timer and that nothing else closes the service's descriptors"
        case .loop(let error): error.remedy
        }
    }
}
