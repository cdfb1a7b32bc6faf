import AtomicFiles
import Glibc
import TestSupport
import Testing

@Suite("Golden errors of files that are replaced")
struct GoldenErrorTests {
    @Test func `every error says what the golden file holds`() throws {
        let codes = [
            ("EACCES", EACCES), ("EPERM", EPERM), ("EROFS", EROFS), ("ENOENT", ENOENT), ("ENOTDIR", ENOTDIR),
            ("EISDIR", EISDIR), ("ENOTEMPTY", ENOTEMPTY), ("ENOSPC", ENOSPC), ("EIO", EIO), ("EBADF", EBADF),
        ]
        let samples = codes.map { name, code in
            let error = AtomicFileError(path: "/var/lib/prometheus/node-exporter/cnswatch.prom", code: code)
            return ErrorSample(name, "\(error)", remedy: error.remedy)
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("files that are replaced", samples)
        try GoldenFile().hold(document)
    }
}
