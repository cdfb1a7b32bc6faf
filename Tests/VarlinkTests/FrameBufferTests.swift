import TestSupport
import Testing
import Varlink

@Suite("Framing: messages end with NUL, however the stream is cut")
struct FrameBufferTests {
    private func append(_ bytes: some Sequence<UInt8>, to buffer: inout FrameBuffer) {
        Array(bytes).withUnsafeBytes { buffer.append($0) }
    }

    private func takeAll(_ buffer: inout FrameBuffer) throws(ProtocolViolation) -> [String] {
        var messages: [String] = []
        while let next = try buffer.next({ (bytes) throws(ProtocolViolation) in String(decoding: bytes, as: UTF8.self) }
        ) {
            messages.append(next)
        }
        return messages
    }

    @Test
    func `a stream split at any two places gives the same messages`() throws {
        let stream = Array("one\0\0three\0fo".utf8)
        for first in 0...stream.count {
            for second in first...stream.count {
                var buffer = FrameBuffer()
                var messages: [String] = []
                for piece in [stream[..<first], stream[first..<second], stream[second...]] {
                    append(piece, to: &buffer)
                    messages += try takeAll(&buffer)
                }
                #expect(messages == ["one", "", "three"])
                #expect(buffer.count == 2 && !buffer.hasMessage)
            }
        }
    }

    @Test
    func `random streams in random pieces give the same messages as a plain split`() throws {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let stream = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in
                UInt8.random(in: 0...9, using: &generator)
            }
            var expected = stream.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
            let rest = expected.removeLast()
            var buffer = FrameBuffer()
            var messages: [[UInt8]] = []
            var left = stream[...]
            while !left.isEmpty {
                let length = Int.random(in: 1...40, using: &generator)
                append(left.prefix(length), to: &buffer)
                left = left.dropFirst(length)
                while Bool.random(using: &generator), let next = try buffer.next({ Array($0) }) {
                    messages.append(next)
                }
            }
            while let next = try buffer.next({ Array($0) }) { messages.append(next) }
            #expect(messages == expected)
            #expect(buffer.count == rest.count)
        }
    }

    @Test
    func `a message of the limit passes and one beyond is refused, complete or not`() throws {
        var fitting = FrameBuffer(maximumMessageBytes: 4)
        append(Array("abcd".utf8), to: &fitting)
        #expect(!fitting.hasMessage)
        append([0], to: &fitting)
        #expect(try takeAll(&fitting) == ["abcd"])

        for text in ["abcde", "abcde\0", "ok\0abcde"] {
            var buffer = FrameBuffer(maximumMessageBytes: 4)
            append(Array(text.utf8), to: &buffer)
            #expect(buffer.hasMessage)
            #expect(throws: ProtocolViolation.messageTooLarge(limit: 4)) {
                while try buffer.next({ $0.count }) != nil {}
            }
        }
    }

    @Test
    func `what has been taken takes no room`() throws {
        var buffer = FrameBuffer()
        for _ in 0..<1000 {
            append(Array("message\0".utf8), to: &buffer)
            #expect(try takeAll(&buffer) == ["message"])
            #expect(buffer.count == 0)
        }
    }
}
