/// A handler and the kind of value it is called with.
final class HandlerBox<Payload>: AnyHandlerBox {
    var handler: ((Payload) throws -> Void)?

    init(failure: HandlerFailure, handler: @escaping (Payload) throws -> Void) {
        self.handler = handler
        super.init(failure: failure)
    }

    override func forget() {
        handler = nil
    }

    /// The body of a C callback. Always 0: a negative answer would have libsystemd disable the source silently.
    static func call(_ userdata: UnsafeMutableRawPointer?, _ payload: Payload) -> Int32 {
        guard let userdata else { return 0 }
        let box = Unmanaged<HandlerBox<Payload>>.fromOpaque(userdata).takeUnretainedValue()
        // A copy, since the handler may cancel its source, which empties the box.
        guard let handler = box.handler else { return 0 }
        do {
            try handler(payload)
        } catch {
            box.failure.record(error)
        }
        return 0
    }
}
