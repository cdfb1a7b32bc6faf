/// The release that the service and the command are of.
public enum Release {
    /// Its number; packages and the metrics have the same.
    public static let version = "0.2.0"
}
