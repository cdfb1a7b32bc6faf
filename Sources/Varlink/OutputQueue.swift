import JSONText

/// Bytes waiting to be sent, with a writer that appends to them directly.
struct OutputQueue {
    /// Consumed bytes from which the rest is moved to the front, and capacity kept by an empty queue.
    private static let keptBytes = 64 << 10

    private var writer = JSONWriter()
    private var sent = 0

    /// The bytes not yet sent.
    var count: Int { writer.count - sent }

    /// Takes the writer out, so that a handler's closure may write while the connection's state stays accessible.
    mutating func takeWriter() -> JSONWriter {
        var taken = JSONWriter()
        swap(&taken, &writer)
        return taken
    }

    /// Puts the writer back with what was appended.
    mutating func putBack(_ writer: consuming JSONWriter) {
        self.writer = writer
    }

    /// Puts the writer's bytes back up to a length, forgetting what was appended beyond.
    mutating func putBack(_ writer: consuming JSONWriter, cutTo length: Int) {
        self.writer = writer
        self.writer.cut(to: length)
    }

    /// Offers the waiting bytes and forgets as many as the body says it took.
    mutating func drain(_ body: (UnsafeRawBufferPointer) -> Int) -> Int {
        let taken = writer.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
        sent += min(max(taken, 0), count)
        if count == 0 {
            removeAll()
        } else if sent >= Self.keptBytes, sent >= count {
            var bytes = writer.takeBytes()
            bytes.removeFirst(sent)
            writer = JSONWriter(appendingTo: bytes)
            sent = 0
        }
        return taken
    }

    /// Forgets everything, and gives memory back that a large reply had needed.
    mutating func removeAll() {
        writer.removeAll(keepingRoomUpTo: Self.keptBytes)
        sent = 0
    }
}
