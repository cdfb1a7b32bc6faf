import AtomicFiles
import Glibc

/// A file that is written anew and takes its name only when it is whole.
struct FileOutput {
    private let file: AtomicFile

    /// - Parameter mode: who may read it; nil leaves it to the mask of the process.
    init(_ path: String, mode: mode_t? = nil) throws {
        file = try FileOutput.reporting { () throws(AtomicFileError) in try AtomicFile(path: path, mode: mode) }
    }

    /// The failure to write at a path, with the system's error number.
    static func failure(_ path: String, _ code: Int32) -> Failure {
        Failure(.inputOutput, "\(AtomicFileError(path: path, code: code))")
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try FileOutput.reporting { () throws(AtomicFileError) in try file.write(bytes) }
    }

    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    func close() throws {
        try FileOutput.reporting { () throws(AtomicFileError) in try file.commit() }
    }

    /// Runs what writes files; what fails is told as a failure to write.
    static func reporting<Value>(_ body: () throws(AtomicFileError) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw failure(error.path, error.code)
        }
    }
}
