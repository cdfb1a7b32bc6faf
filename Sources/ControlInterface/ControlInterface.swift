/// The control interface of the service, `org.cnswatch.Control`.
public enum ControlInterface {
    /// The socket of an installed service.
    public static let socketPath = "/run/cnswatch/org.cnswatch.Control"
}

/// The release that the service and the command are of.
public enum Release {
    /// Its number; packages and the metrics have the same.
    public static let version = "0.2.0"
}
