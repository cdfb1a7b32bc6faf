internal import CSystemd
internal import Glibc
internal import Synchronization

/// A queue from other threads into an event loop: any thread sends, the loop's thread receives.
///
/// Messages are values rather than closures where they can be: a closure that crosses threads may not touch the
/// loop's own objects, while the handler given to `EventLoop.addMailbox` may.
public final class LoopMailbox<Message: Sendable>: Sendable {
    let descriptor: Int32
    private let waiting = Mutex<[Message]>([])

    /// Makes an empty mailbox, to be passed to `EventLoop.addMailbox`.
    ///
    /// - Throws: `EventLoopError.registration` if there is no descriptor left.
    public init() throws(EventLoopError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        guard descriptor >= 0 else { throw .registration(.mailbox, .current) }
    }

    deinit {
        close(descriptor)
    }

    /// Queues a message and wakes the loop; from any thread, never blocking on the loop.
    public func send(_ message: Message) {
        waiting.withLock { $0.append(message) }
        wake()
    }

    /// Passes the waiting messages to the handler, on the loop's thread.
    func deliver(to handler: (Message) throws -> Void) throws {
        // The counter first: a message between the two calls then wakes the loop once too often, not never.
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
        var batch = waiting.withLock { messages in
            defer { messages = [] }
            return messages[...]
        }
        while let message = batch.popFirst() {
            do {
                try handler(message)
            } catch {
                if !batch.isEmpty {
                    let rest = batch
                    waiting.withLock { $0.insert(contentsOf: rest, at: 0) }
                    wake()
                }
                throw error
            }
        }
    }

    private func wake() {
        var one: UInt64 = 1
        // Fails only when the counter is full, and then the loop already has a wake-up pending.
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }
}

extension LoopMailbox where Message == @Sendable () throws -> Void {
    /// Queues a closure for the loop's thread to call; the handler of such a mailbox is `{ try $0() }`.
    public func send(closure: @escaping @Sendable () throws -> Void) {
        send(closure)
    }
}
