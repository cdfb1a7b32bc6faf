import ControlInterface

/// Writes one text to one place.
struct StreamWriter: ExportWriter {
    private let file: FileOutput?
    private let text: (ExportPage) -> [UInt8]
    private let lastText: () -> [UInt8]

    init(_ place: ExportPlace, add: @escaping (ExportPage) -> [UInt8], end: @escaping () -> [UInt8]) throws {
        switch place {
        case .standardOutput, .folder: file = nil
        case .file(let path): file = try FileOutput(path, mode: ExportPlace.mode)
        }
        (text, lastText) = (add, end)
    }

    func add(_ page: ExportPage) throws { try write(text(page)) }

    func end() throws {
        try write(lastText())
        try file?.close()
    }

    private func write(_ bytes: [UInt8]) throws {
        if let file {
            try file.write(bytes)
        } else {
            try StandardOutput.bytes(bytes)
            try StandardOutput.flush()
        }
    }
}
