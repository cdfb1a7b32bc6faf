import Synchronization

/// The latest piece that was begun, whichever thread began it.
final class Made: Sendable {
    private let number = Mutex(0)

    var latest: Int { number.withLock { $0 } }

    func note(_ piece: Int) { number.withLock { $0 = max($0, piece) } }
}
