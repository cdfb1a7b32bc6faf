/// Words that make no event: every fault of them.
public struct EventRefusal: Error, Hashable, Sendable {
    /// The faults, in the order of the columns; never empty.
    public let faults: [FieldFault]
}

extension EventRefusal: CustomStringConvertible {
    /// One line a fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
