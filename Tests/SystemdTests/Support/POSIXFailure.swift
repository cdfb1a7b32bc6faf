import Glibc

/// A system call of a test's own that failed.
struct POSIXFailure: Error {
    let code = errno
}
