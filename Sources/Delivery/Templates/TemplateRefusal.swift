/// A template that cannot be used, with all that is wrong with it.
public struct TemplateRefusal: Error, Hashable, Sendable {
    /// What is wrong, by line; never empty.
    public let faults: [TemplateFault]

    /// A refusal for these faults.
    public init(_ faults: [TemplateFault]) { self.faults = faults }
}

extension TemplateRefusal: CustomStringConvertible {
    /// One line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
