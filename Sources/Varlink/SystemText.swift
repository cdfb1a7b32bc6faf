import Glibc

/// The system's own words for its error numbers.
enum SystemText {
    /// The text of an error number, such as "Permission denied".
    static func error(_ code: Int32) -> String {
        // strerror_r with room to spare: strerror's static buffer would be shared between threads.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(code)" }
            start.initialize(repeating: 0, count: buffer.count)
            return strerror_r(code, start, buffer.count) == 0 ? String(cString: start) : "error \(code)"
        }
    }
}
