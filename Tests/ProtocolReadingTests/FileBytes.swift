import Glibc
import Testing

/// The content of a file, read without the code under test.
struct FileBytes {
    let bytes: [UInt8]

    init(path: String) throws {
        let file = try #require(fopen(path, "r"), "no file at \(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        self.bytes = bytes
    }
}
