/// What libsystemd holds as a source's userdata: one retain, given back by the source's destroy callback.
///
/// libsystemd frees a source only after its callback has returned, so a handler may cancel its own source.
class AnyHandlerBox {
    let failure: HandlerFailure

    init(failure: HandlerFailure) {
        self.failure = failure
    }

    /// Lets go of the handler and of all it has captured; the box itself lives until the source is freed.
    func forget() {}
}
