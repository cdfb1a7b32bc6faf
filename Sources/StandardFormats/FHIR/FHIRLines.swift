import ControlInterface
import JSONText

/// The work-list as FHIR R4 resources, one a line (`application/fhir+ndjson`), together or by their types.
public struct FHIRLines {
    private var resources: FHIRResources

    /// Lines of which none is written yet.
    public init(naming: PatientNaming) {
        resources = FHIRResources(FHIRReferences(layout: .lines, naming: naming))
    }

    /// The names of the files that hold the types when each has one of its own, as a bulk export has them.
    public static var files: [String] { FHIRResource.Kind.allCases.map(file) }

    /// The text of a page.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        var writer = JSONWriter()
        resources.forEach(of: page) { FHIRLines.add($0, to: &writer) }
        return writer.takeBytes()
    }

    /// The text of a page by the names of the files.
    public mutating func texts(of page: ExportPage) -> [String: [UInt8]] {
        var writers: [String: JSONWriter] = [:]
        resources.forEach(of: page) { FHIRLines.add($0, to: &writers[FHIRLines.file($0.kind), default: JSONWriter()]) }
        return writers.mapValues(\.bytes)
    }

    private static func add(_ resource: FHIRResource, to writer: inout JSONWriter) {
        resource.write(to: &writer)
        writer.appendSeparator(UInt8(ascii: "\n"))
    }

    private static func file(_ kind: FHIRResource.Kind) -> String { "\(kind.rawValue).ndjson" }
}
