/// A roster that is refused whole: every fault of its files, so that all can be mended at once.
public struct RosterRefusal: Error, Hashable, Sendable {
    /// The faults, those of `patients.csv` first; never empty.
    public let faults: [FileFault]

    /// A refusal for these faults, of which there is at least one.
    package init(faults: [FileFault]) { self.faults = faults }
}

extension RosterRefusal: CustomStringConvertible {
    /// One line a fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
