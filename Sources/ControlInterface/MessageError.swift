/// A message that is not as the interface describes it: the other side speaks another version.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member at fault.
    public let member: String
    /// What it should be.
    public let expected: String

    /// What is wrong and what to do, without the message's content.
    public var description: String {
        "the answer's member \(member) is not \(expected); the command and the service are of different versions: "
            + "install the same one of both"
    }
}
