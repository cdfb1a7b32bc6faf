/// What a service does when a method is called.
public struct MethodImplementation {
    /// Whether callers that did not set `more` are refused with `ExpectedMore`.
    public let requiresMore: Bool

    /// Answers the call, at once or later. The parameters have been checked against the description.
    public let body: (CallContext) -> Void

    /// A method that answers any caller, or, where said, only those that set `more`.
    public init(requiresMore: Bool = false, _ body: @escaping (CallContext) -> Void) {
        self.requiresMore = requiresMore
        self.body = body
    }
}
