/// Where a record stands that an event came from, as a person would look it up.
public struct EventPlace: Hashable, Sendable {
    /// The file, by its name.
    public let file: String
    /// The line on which the record begins, the first being 1.
    public let line: Int
    /// The FHIR resource, as `Observation/abc`; nil for a row of a table.
    public let resource: String?

    /// A place.
    public init(file: String, line: Int, resource: String? = nil) {
        self.file = file
        self.line = line
        self.resource = resource
    }
}

extension EventPlace: CustomStringConvertible {
    /// `FILE:LINE`, and the resource where there is one.
    public var description: String { "\(file):\(line)\(resource.map { " \($0)" } ?? "")" }
}
