import Glibc

/// How many processors the machine has at work.
public var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Makes the pieces of some work on all processors at once, and takes them one after the other in their order.
///
/// The calling thread takes the pieces and makes some itself; the others are made by threads that are gone when the call
/// returns, so that a service sleeps as before. Pieces are made a few ahead and no more, so memory does not grow with their number.
///
/// - Parameters:
///   - count: how many there are.
///   - threads: how many are made at once, the calling thread's included; with one, no thread is started.
///   - make: makes the piece of a number; called on any of the threads, for each number once.
///   - take: takes the next piece; called on the calling thread only. What it throws ends the work.
public func parallelMap<Piece: Sendable, Failure: Error>(
    _ count: Int, threads: Int = processorCount, make: @Sendable (Int) -> Piece,
    take: (Int, Piece) throws(Failure) -> Void
) throws(Failure) {
    let outcome = withoutActuallyEscaping(make) { make -> Result<Void, Failure> in
        let desk = PieceDesk<Piece>(count: count, ahead: 4 * threads)
        let helpers = (1..<max(1, min(threads, count))).compactMap { _ in
            PieceThread {
                while let number = desk.claim() { desk.lay(make(number), number) }
            }
        }
        defer {
            desk.stop()
            for helper in helpers { helper.join() }
        }
        do throws(Failure) {
            while let turn = desk.turn() {
                switch turn {
                case .take(let number, let piece):
                    try take(number, piece)
                    desk.taken()
                case .make(let number):
                    desk.lay(make(number), number)
                }
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }
    try outcome.get()
}

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

/// A thread that does one thing and ends. It takes no signals: those belong to whoever started it.
struct PieceThread: Sendable {
    private final class Beginning: Sendable {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    private let thread: pthread_t

    /// Starts the thread; nil where the system has none left.
    init?(_ work: @escaping @Sendable () -> Void) {
        let beginning = Unmanaged.passRetained(Beginning(work))
        var every = sigset_t()
        var before = sigset_t()
        sigfillset(&every)
        // A fault of the thread's own would pass over its handler if it were blocked.
        for fault in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { sigdelset(&every, fault) }
        pthread_sigmask(SIG_SETMASK, &every, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Beginning>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, beginning.toOpaque())
        guard code == 0 else {
            beginning.release()
            return nil
        }
        self.thread = thread
    }

    /// Waits for its end.
    func join() { pthread_join(thread, nil) }
}
