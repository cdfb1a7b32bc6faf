import Glibc

/// Work cut into pieces that are made on all processors at once, and taken up one after the other in their order.
///
/// The calling thread takes the pieces and makes some itself; the others are made by threads that are gone when the call
/// returns, so that a service sleeps as before. Pieces are made a few ahead and no more, so memory does not grow with their number.
public enum OrderedPieces {
    /// How many processors the machine has at work.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Makes pieces and takes them in order.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - threads: how many are made at once, the calling thread's included; with one, no thread is started.
    ///   - make: makes the piece of a number; called on any of the threads, for each number once.
    ///   - take: takes the next piece; called on the calling thread only. What it throws ends the work.
    public static func forEach<Piece: Sendable, Failure: Error>(
        _ count: Int, threads: Int = processors, make: @Sendable (Int) -> Piece,
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
}
