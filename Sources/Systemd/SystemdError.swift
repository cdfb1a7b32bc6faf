internal import Glibc

/// An error of this module: it states what failed, where and why, and what the operator can do about it.
///
/// Neither text ends in a full stop. A text contains only names, numbers and paths that the caller passed in.
public protocol SystemdError: Error, CustomStringConvertible {
    /// What failed, on what, and the reason; one line.
    var problem: String { get }

    /// What to change so that it works; one line, never empty.
    var remedy: String { get }
}

extension SystemdError {
    /// The problem and its remedy on one line.
    public var description: String { "\(problem); \(remedy)" }
}

/// An `errno` value with the C library's words for it.
public struct ErrorNumber: Hashable, Sendable, CustomStringConvertible {
    /// The positive number, as in errno(3).
    public let code: Int32

    /// Takes a number as `errno` has it (positive) or as libsystemd returns it (negative).
    public init(_ code: Int32) {
        self.code = code < 0 ? -code : code
    }

    /// The calling thread's `errno`; read it right after the call that failed.
    static var current: ErrorNumber { ErrorNumber(errno) }

    /// The C library's text, followed by the number.
    public var description: String {
        // strerror(3) shares one buffer between threads in older C libraries; the re-entrant form never does.
        let capacity = 128
        var buffer = [CChar](repeating: 0, count: capacity)
        let text = strerror_r(code, &buffer, capacity)
        guard text == 0 || text == ERANGE else { return "errno \(code)" }
        let words = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        return "\(String(decoding: words, as: UTF8.self)) (errno \(code))"
    }
}
