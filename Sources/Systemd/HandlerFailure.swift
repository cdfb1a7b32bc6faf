/// Where a handler's error waits from the C callback it was thrown in until the loop's caller gets it.
final class HandlerFailure {
    private var error: (any Error)?

    /// Keeps the first error; a turn of the loop serves one source, so there is no second.
    func record(_ error: any Error) {
        if self.error == nil { self.error = error }
    }

    /// Hands the error over and forgets it.
    func take() -> (any Error)? {
        defer { error = nil }
        return error
    }
}
