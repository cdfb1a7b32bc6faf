/// An error that a handler under test throws.
struct Planted: Error, Equatable {
    let number: Int
}
