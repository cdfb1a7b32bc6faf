import Glibc

/// A configuration file as text, read with the care that a path given by a person needs.
struct TextFile {
    /// No configuration file is larger than this: 1 MiB.
    static let sizeLimit = 1 << 20
    /// A longer line is no person's work. It also bounds how deep a dotted key can nest tables, which the parser leaves open.
    static let lineLimit = 4096

    let file: String
    let text: String

    /// Reads the file at a path.
    init(path: String) throws(ConfigurationRefusal) {
        // Without O_NONBLOCK, opening a pipe by mistake would wait for its writer for ever.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw TextFile.refusal(.cannotRead(TextFile.lastError()), file: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw TextFile.refusal(.cannotRead(TextFile.lastError()), file: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw TextFile.refusal(.notRegularFile, file: path) }
        try self.init(bytes: try TextFile.bytes(of: descriptor, file: path), file: path)
    }

    /// Takes bytes as the text of a file.
    init(bytes: [UInt8], file: String) throws(ConfigurationRefusal) {
        guard bytes.count <= TextFile.sizeLimit else {
            throw TextFile.refusal(.tooLarge(limit: TextFile.sizeLimit), file: file)
        }
        var faults: [ConfigurationFault] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let fault: ReadingFault
            if line.count > TextFile.lineLimit {
                fault = .lineTooLong(limit: TextFile.lineLimit)
            } else if TextFile.holdsNull(line) {
                // The parser takes and gives C strings: nothing of what follows would be seen.
                fault = .holdsNull
            } else if String(validating: line, as: UTF8.self) == nil {
                fault = .notUTF8
            } else {
                continue
            }
            faults.append(TextFile.fault(fault, file: file, line: index + 1))
            guard faults.count < 20 else { break }
        }
        guard faults.isEmpty else { throw ConfigurationRefusal(faults) }
        self.file = file
        text = String(decoding: bytes, as: UTF8.self)
    }

    private static func bytes(of descriptor: Int32, file: String) throws(ConfigurationRefusal) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= sizeLimit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                break
            } else if errno != EINTR {
                throw refusal(.cannotRead(lastError()), file: file)
            }
        }
        return bytes
    }

    private static func holdsNull(_ line: ArraySlice<UInt8>) -> Bool {
        guard !line.contains(0) else { return true }
        return line.indices.contains { index in
            line[index] == UInt8(ascii: "\\")
                && (line[index...].starts(with: #"\u0000"#.utf8) || line[index...].starts(with: #"\U00000000"#.utf8))
        }
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }

    private static func fault(_ fault: ReadingFault, file: String, line: Int?) -> ConfigurationFault {
        ConfigurationFault(file: file, line: line, keyPath: "", reason: fault.reason, remedy: fault.remedy)
    }

    private static func refusal(_ fault: ReadingFault, file: String) -> ConfigurationRefusal {
        ConfigurationRefusal([TextFile.fault(fault, file: file, line: nil)])
    }
}
