/// A document that is not the JSON this room accepts, with the place where that shows.
public struct JSONParseError: Error, Sendable, Hashable {
    /// The rule that was broken.
    public let fault: JSONFault

    /// The byte at which it shows, counted from 0. Equals the length of the document when it ends too early.
    public let offset: Int

    /// An error with its place.
    public init(_ fault: JSONFault, at offset: Int) {
        self.fault = fault
        self.offset = offset
    }
}

extension JSONParseError: CustomStringConvertible {
    /// What, where and the fix in one line. Holds nothing of the document.
    public var description: String {
        "not valid JSON: \(fault.explanation), at byte \(offset). \(fault.remedy)"
    }
}
