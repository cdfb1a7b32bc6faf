/// What goes out in a transfer and what is kept of what comes in: what libcurl calls back for.
final class CurlExchange {
    /// The most that is read of the body of an answer; nobody looks at it.
    static let longestBody = 1_024

    private let bytes: [UInt8]
    private var given = 0
    private var bodyLength = 0

    /// The last reply of a mail server, but for its farewell, with the further code of RFC 3463.
    private(set) var mailReply: (code: Int, status: String?)?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var length: Int { bytes.count }

    static func of(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
        context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Fills as much of the buffer as there is left to send.
    func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - given)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<(given + count)])) }
        given += count
        return count
    }

    /// Takes note of so many bytes of an answer; 0, which ends the transfer, where they are too many.
    func takeBody(_ count: Int) -> Int {
        bodyLength += count
        return bodyLength <= CurlExchange.longestBody ? count : 0
    }

    /// Takes a line of an answer: a header of HTTP, or of a mail server's replies.
    func takeLine(_ line: UnsafeRawBufferPointer) -> Int {
        let words = line.prefix(40).split(maxSplits: 2, whereSeparator: { $0 == 32 || $0 == 13 || $0 == 10 })
        // "250-..." goes on; "HTTP/1.1 200" is no number.
        let first = words.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        if first.utf8.count == 3, let code = Int(first), code != 221 {
            mailReply = (code, words.count > 1 ? CurlExchange.status(words[1]) : nil)
        }
        return line.count
    }

    /// The code of RFC 3463, such as `5.1.1`, where a word is one.
    private static func status(_ word: Slice<UnsafeRawBufferPointer>) -> String? {
        let text = String(decoding: word, as: UTF8.self)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isStatus = parts.count == 3 && parts.allSatisfy { UInt16($0) != nil && $0.utf8.count <= 3 }
        return isStatus ? text : nil
    }
}
