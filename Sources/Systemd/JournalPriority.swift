/// How much an entry matters: syslog's eight levels, with the numbers of PRIORITY= (syslog(3)).
public enum JournalPriority: Int, CaseIterable, Sendable {
    /// 0: the machine is unusable.
    case emergency
    /// 1: someone must act at once.
    case alert
    /// 2: something essential has failed.
    case critical
    /// 3: something asked for was not done.
    case error
    /// 4: something is odd and may become an error.
    case warning
    /// 5: normal but worth knowing.
    case notice
    /// 6: the course of normal work.
    case info
    /// 7: for those who look for a fault.
    case debug

    /// The level's name in capitals, as fallback lines begin.
    public var name: String {
        switch self {
        case .emergency: "EMERGENCY"
        case .alert: "ALERT"
        case .critical: "CRITICAL"
        case .error: "ERROR"
        case .warning: "WARNING"
        case .notice: "NOTICE"
        case .info: "INFO"
        case .debug: "DEBUG"
        }
    }
}
