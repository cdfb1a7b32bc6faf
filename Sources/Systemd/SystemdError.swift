/// An error of this room: it says what failed, where and why, and what the operator can do about it.
///
/// Neither text ends in a full stop. No text holds more than names, numbers and paths that the caller passed in.
public protocol SystemdError: Error, CustomStringConvertible {
    /// What failed, on what, and the reason; one line.
    var problem: String { get }

    /// What to change so that it works; one line, never empty.
    var remedy: String { get }
}

extension SystemdError {
    /// The problem and its remedy on one line.
    public var description: String { "\(problem); \(remedy)" }
}
