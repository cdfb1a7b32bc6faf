import Foundation
import Glibc

/// A folder that goes away with its last user.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/cnswatch-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw CocoaError(.fileWriteUnknown) }
        path = String(cString: made)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    func openFile(_ name: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path + "/" + name))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + name))
    }
}
