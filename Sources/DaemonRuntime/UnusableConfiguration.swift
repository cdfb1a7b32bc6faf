/// A configuration that is well-formed and yet of no use here, such as a time zone that this machine does not know.
public struct UnusableConfiguration: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
}
