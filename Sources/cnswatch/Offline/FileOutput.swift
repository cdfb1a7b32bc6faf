import AtomicFiles

/// A file that is written anew and takes its name only when it is whole.
struct FileOutput {
    private let file: AtomicFile

    init(_ path: String) throws {
        file = try FileOutput.reporting { () throws(AtomicFileError) in try AtomicFile(path: path) }
    }

    /// The failure to write at a path, with the system's error number.
    static func failure(_ path: String, _ code: Int32) -> Failure {
        Failure(.inputOutput, "\(AtomicFileError(path: path, code: code))")
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try FileOutput.reporting { () throws(AtomicFileError) in try file.write(bytes) }
    }

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
