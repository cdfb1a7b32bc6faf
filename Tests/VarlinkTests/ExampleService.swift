import JSONText
import Varlink

/// A service with one method of each kind, for tests.
enum ExampleService {
    static let text = """
        # For tests.
        interface org.example.Test

        type Shape (side: int, kind: (round, square))

        method Echo(text: string) -> (text: string)

        method Check(
          flag: bool,
          number: int,
          ratio: float,
          shape: ?Shape,
          names: ?[]string,
          sizes: ?[string]Shape,
          extra: ?object
        ) -> ()

        # [Requires 'more' flag]
        method Count(to: int) -> (n: int)

        method Big(bytes: int) -> (text: string)

        method WhoAmI() -> (uid: int, gid: int, pid: int)

        method Note(text: string) -> ()

        method Notes() -> (notes: []string)

        method Hang() -> ()

        method Absent() -> ()

        error Odd (what: string)

        """

    /// A registry of the service. What `Hang` was called with stays unanswered for as long as the registry lives.
    static func registry() throws -> ServiceRegistry {
        let registry = try ServiceRegistry(
            ServiceInformation(vendor: "Example", product: "test", version: "1", url: "https://example.org"))
        var notes: [String] = []
        var hanging: [CallContext] = []
        try registry.register(
            text,
            methods: [
                "Echo": MethodImplementation { $0.reply($0.parameters) },
                "Check": MethodImplementation { $0.reply() },
                "Count": MethodImplementation(requiresMore: true, count),
                "Big": MethodImplementation { context in
                    let bytes = Int(context.parameters["bytes"]?.integerValue ?? 0)
                    context.reply(["text": .string(String(repeating: "b", count: bytes))] as JSONObject)
                },
                "WhoAmI": MethodImplementation { context in
                    let peer = context.peer
                    context.reply(
                        [
                            "uid": .integer(Int64(peer.uid)), "gid": .integer(Int64(peer.gid)),
                            "pid": .integer(Int64(peer.pid)),
                        ]
                            as JSONObject)
                },
                "Note": MethodImplementation { context in
                    notes.append(context.parameters["text"]?.stringValue ?? "")
                    context.reply()
                },
                "Notes": MethodImplementation { context in
                    context.reply(["notes": .array(notes.map { .string($0) })] as JSONObject)
                },
                "Hang": MethodImplementation { hanging.append($0) },
            ])
        return registry
    }

    private static func count(_ context: CallContext) {
        let last = context.parameters["to"]?.integerValue ?? 0
        guard last > 0 else {
            context.fail(VarlinkError("org.example.Test.Odd", ["what": "to"]))
            return
        }
        var next: Int64 = 1
        let pump = { [unowned context] in
            while next < last, context.hasRoom {
                context.replyContinuing(["n": .integer(next)] as JSONObject)
                next += 1
            }
            if next == last, context.isOpen { context.reply(["n": .integer(next)] as JSONObject) }
        }
        // Holding the context until the stream is over is what keeps the call alive.
        context.onCancel = { _ = context }
        context.onRoom = pump
        pump()
    }
}
