/// What a new thread is given to begin with; not generic, since a C function cannot be.
final class ThreadBeginning: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
