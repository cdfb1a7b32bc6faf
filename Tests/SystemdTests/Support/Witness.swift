/// Counts its calls; weak references to it tell whether a handler has been let go of.
final class Witness {
    private(set) var calls = 0

    func call() {
        calls += 1
    }
}
