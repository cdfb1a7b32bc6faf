import Glibc

/// Where pieces lie between being made and being taken.
final class PieceDesk<Piece: Sendable>: Sendable {
    /// What the thread that takes the pieces is to do next.
    enum Turn {
        case take(Int, Piece)
        case make(Int)
    }

    private struct State {
        /// The next number that nobody makes yet.
        var unclaimed = 0
        /// The number that is taken next.
        var next = 0
        /// The pieces made and not taken, each in the place of its number.
        var pieces: [Piece?]
        var isStopped = false
    }

    private let count: Int
    private let ahead: Int
    // Touched only between `lock` and `unlock`.
    nonisolated(unsafe) private var state: State
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private let change: UnsafeMutablePointer<pthread_cond_t>

    init(count: Int, ahead: Int) {
        self.count = count
        self.ahead = ahead
        state = State(pieces: [Piece?](repeating: nil, count: ahead))
        mutex = .allocate(capacity: 1)
        change = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(mutex)
        change.deallocate()
        mutex.deallocate()
    }

    /// The number of a piece to make, once there is one not too far ahead; nil when there will be none.
    func claim() -> Int? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !state.isStopped, state.unclaimed < count {
            if let number = claimed { return number }
            pthread_cond_wait(change, mutex)
        }
        return nil
    }

    /// What to do for the thread that takes, once there is something; nil after the last piece.
    func turn() -> Turn? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while state.next < count {
            if let piece = state.pieces[state.next % ahead] {
                state.pieces[state.next % ahead] = nil
                return .take(state.next, piece)
            }
            if let number = claimed { return .make(number) }
            pthread_cond_wait(change, mutex)
        }
        return nil
    }

    /// Lays down a piece that was made.
    func lay(_ piece: Piece, _ number: Int) {
        pthread_mutex_lock(mutex)
        state.pieces[number % ahead] = piece
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(mutex)
    }

    /// Notes that the piece of `turn` was taken, so that a further one may be made.
    func taken() {
        pthread_mutex_lock(mutex)
        state.next += 1
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(mutex)
    }

    /// No more pieces are to be made.
    func stop() {
        pthread_mutex_lock(mutex)
        state.isStopped = true
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(mutex)
    }

    private var claimed: Int? {
        guard state.unclaimed < min(count, state.next + ahead) else { return nil }
        defer { state.unclaimed += 1 }
        return state.unclaimed
    }
}
