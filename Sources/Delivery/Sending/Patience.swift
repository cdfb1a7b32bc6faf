/// How long one attempt may take.
public struct Patience: Hashable, Sendable {
    /// The longest until the connection stands, in seconds, at least 1.
    public let connecting: Int
    /// The longest for all of it, in seconds, at least 1.
    public let altogether: Int

    /// Ten seconds to connect, a minute altogether.
    public static let usual = Patience(connecting: 10, altogether: 60)

    /// A patience of so many seconds, which are held to 1 to 600.
    public init(connecting: Int, altogether: Int) {
        self.connecting = min(max(connecting, 1), 600)
        self.altogether = min(max(altogether, 1), 600)
    }
}
