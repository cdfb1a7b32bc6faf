import ControlInterface
import StandardFormats

/// Writes FHIR resources into a folder, a file for each type. Types of which there is nothing have an empty file, in place of
/// what stood there.
struct TypeFolder: ExportWriter {
    private var lines: FHIRLines
    private let files: [String: FileOutput]

    init(_ folder: String, _ naming: PatientNaming) throws {
        lines = FHIRLines(naming: naming)
        var files: [String: FileOutput] = [:]
        for name in FHIRLines.files { files[name] = try FileOutput("\(folder)/\(name)", mode: ExportPlace.mode) }
        self.files = files
    }

    mutating func add(_ page: ExportPage) throws {
        for (name, text) in lines.texts(of: page) { try files[name]?.write(text) }
    }

    func end() throws {
        for name in FHIRLines.files { try files[name]?.close() }
    }
}
