/// The control interface of the service, `org.cnswatch.Control`.
public enum ControlInterface {
    /// The socket of an installed service.
    public static let socketPath = "/run/cnswatch/org.cnswatch.Control"
}
