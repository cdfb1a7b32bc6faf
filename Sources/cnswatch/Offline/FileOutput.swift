import Glibc

/// A file that is written anew and takes its name only when it is whole.
final class FileOutput {
    private let path: String
    private let partial: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        partial = path + ".partial"
        descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw FileOutput.failure(path) }
    }

    static func failure(_ path: String) -> Failure {
        Failure(
            .inputOutput, "cannot write \(path): \(String(cString: strerror(errno))); check the folder and the disk")
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let base = rest.baseAddress, rest.count > 0 {
            let written = Glibc.write(descriptor, base, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw FileOutput.failure(path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    func close() throws {
        guard Glibc.close(descriptor) == 0, rename(partial, path) == 0 else { throw FileOutput.failure(path) }
    }
}
