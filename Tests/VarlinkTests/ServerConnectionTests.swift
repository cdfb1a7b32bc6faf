import JSONText
import TestSupport
import Testing
import Varlink

@Suite("The server's side of a connection: order, streams, ends")
struct ServerConnectionTests {
    private func call(_ member: String, _ parameters: String = "{}", _ flag: String? = nil) -> String {
        #"{"method":"x.y.\#(member)","parameters":\#(parameters)"# + (flag.map { #","\#($0)":true"# } ?? "") + "}\0"
    }

    @Test
    func `a call is answered with what the handler writes`() {
        let bench = ConnectionBench()
        bench.receive(call("Now", #"{"a":1}"#))
        #expect(bench.connection.hasOutput)
        #expect(bench.take() == #"{"parameters":{"a":1}}"# + "\n")
        #expect(!bench.connection.hasOutput && !bench.connection.isClosed && bench.connection.wantsRead)
    }

    @Test
    func `an error carries its name and fields`() {
        let bench = ConnectionBench()
        bench.receive(call("None"))
        #expect(
            bench.take() == #"{"error":"org.varlink.service.MethodNotFound","parameters":{"method":"x.y.None"}}"# + "\n"
        )
    }

    @Test
    func `pipelined calls are answered in their order, however the bytes are cut`() {
        let stream = Array((1...3).map { call("Now", #"{"n":\#($0)}"#) }.joined().utf8)
        for cut in 0...stream.count {
            let bench = ConnectionBench()
            bench.connection.receive(Array(stream[..<cut]))
            bench.connection.receive(Array(stream[cut...]))
            #expect(bench.take() == (1...3).map { #"{"parameters":{"n":\#($0)}}"# + "\n" }.joined())
        }
        let bench = ConnectionBench()
        for byte in stream { bench.connection.receive([byte]) }
        #expect(bench.take() == (1...3).map { #"{"parameters":{"n":\#($0)}}"# + "\n" }.joined())
    }

    @Test
    func `a call waits until the one before it is answered, however late`() {
        let bench = ConnectionBench()
        var activities = 0
        bench.connection.onActivity = { activities += 1 }
        bench.receive(call("Later") + call("Now", #"{"n":2}"#))
        #expect(bench.handled == ["Later"] && !bench.connection.hasOutput && !bench.connection.needsTurn)
        #expect(bench.takeWaiting().reply() && activities == 1)
        #expect(bench.connection.needsTurn && bench.handled == ["Later"])
        bench.connection.turn()
        #expect(bench.take() == #"{"parameters":{}}"# + "\n" + #"{"parameters":{"n":2}}"# + "\n")
        #expect(activities == 1, "what the driver itself set off is not announced to it")
    }

    @Test
    func `a call is answered once`() {
        let bench = ConnectionBench()
        bench.receive(call("Later"))
        let context = bench.takeWaiting()
        #expect(context.isOpen && context.reply() && !context.isOpen)
        #expect(!context.reply() && !context.fail(.permissionDenied) && !context.replyContinuing(JSONObject()))
        #expect(bench.take() == #"{"parameters":{}}"# + "\n")
    }

    @Test
    func `a call marked oneway gets no answer, not even an error, and holds nothing up`() {
        let bench = ConnectionBench()
        bench.receive(
            call("Now", "{}", "oneway") + call("None", "{}", "oneway") + call("Later", "{}", "oneway")
                + call("Forgotten", "{}", "oneway") + call("Now"))
        #expect(bench.handled == ["Now", "None", "Later", "Forgotten", "Now"])
        #expect(bench.takeWaiting().reply())
        #expect(bench.take() == #"{"parameters":{}}"# + "\n")
        #expect(!bench.connection.isClosed)
    }

    @Test
    func `a stream continues until its last reply, and later calls wait for that`() {
        let bench = ConnectionBench()
        bench.receive(call("Later", "{}", "more") + call("Now"))
        let context = bench.takeWaiting()
        #expect(context.wantsMore)
        #expect(context.replyContinuing(["n": 1] as JSONObject))
        #expect(context.replyContinuing { _ in })
        #expect(
            bench.take() == #"{"parameters":{"n":1},"continues":true}"# + "\n" + #"{"parameters":{},"continues":true}"#
                + "\n")
        bench.connection.turn()
        #expect(bench.handled == ["Later"])
        #expect(context.fail(.permissionDenied))
        bench.connection.turn()
        #expect(
            bench.take() == #"{"error":"org.varlink.service.PermissionDenied","parameters":{}}"# + "\n"
                + #"{"parameters":{}}"# + "\n")
    }

    @Test
    func `only a caller that asked for more gets more`() {
        let bench = ConnectionBench()
        bench.receive(call("Later"))
        let context = bench.takeWaiting()
        #expect(!context.replyContinuing { _ in } && context.isOpen)
        #expect(context.reply())
    }

    @Test
    func `the end of input ends a stream and informs its handler once`() {
        let bench = ConnectionBench()
        bench.receive(call("Later", "{}", "more"))
        let context = bench.takeWaiting()
        var cancellations = 0
        context.onCancel = { cancellations += 1 }
        bench.connection.receiveEnd()
        bench.connection.close()
        #expect(cancellations == 1 && !context.isOpen && !context.reply())
        #expect(bench.connection.isClosed && bench.connection.closeReason == .peerEnded)
    }

    @Test
    func `calls sent before a half-close are answered before the connection closes`() {
        let bench = ConnectionBench()
        bench.receive(call("Later") + call("Now", #"{"n":2}"#) + #"{"met"#)
        bench.connection.receiveEnd()
        let context = bench.takeWaiting()
        #expect(context.isOpen && !bench.connection.wantsRead && !bench.connection.isClosed)
        context.reply()
        bench.connection.turn()
        #expect(!bench.connection.isClosed)
        #expect(bench.take() == #"{"parameters":{}}"# + "\n" + #"{"parameters":{"n":2}}"# + "\n")
        #expect(bench.connection.isClosed && bench.connection.closeReason == .peerEnded)
    }

    @Test
    func `closing drops the output, cancels the call and takes no answer`() {
        let bench = ConnectionBench()
        bench.receive(call("Now") + call("Later"))
        let context = bench.takeWaiting()
        var isCancelled = false
        context.onCancel = { isCancelled = true }
        bench.connection.close(.peerVanished)
        #expect(isCancelled && bench.connection.isClosed && bench.connection.closeReason == .peerVanished)
        #expect(!context.reply() && !bench.connection.hasOutput)
        bench.receive(call("Now"))
        #expect(bench.handled == ["Now", "Later"])
    }

    @Test
    func `a connection that is let go of cancels its call`() {
        var bench: ConnectionBench? = ConnectionBench()
        bench?.receive(call("Later"))
        let context = bench?.takeWaiting()
        var isCancelled = false
        context?.onCancel = { isCancelled = true }
        bench = nil
        #expect(isCancelled && context?.isOpen == false && context?.reply() == false)
    }

    @Test
    func `a call that nobody will answer closes the connection instead of leaving the caller waiting`() {
        let bench = ConnectionBench()
        bench.receive(call("Now") + call("Forgotten") + call("Now"))
        #expect(bench.connection.closeReason == .callAbandoned && bench.handled == ["Now", "Forgotten"])
        #expect(bench.take() == #"{"parameters":{}}"# + "\n")
        #expect(bench.connection.isClosed)

        let late = ConnectionBench()
        var activities = 0
        late.connection.onActivity = { activities += 1 }
        late.receive(call("Later"))
        _ = late.takeWaiting()
        #expect(late.connection.isClosed && activities == 1)
    }

    @Test
    func `a handler that writes no object closes the connection and leaves no half reply behind`() {
        let faults: [(inout JSONWriter) -> Void] = [
            { $0.value(1) }, { $0.beginObject() },
            {
                $0.beginArray(); $0.endArray()
            },
        ]
        for fault in faults {
            let bench = ConnectionBench()
            bench.receive(call("Now") + call("Later"))
            #expect(!bench.takeWaiting().reply(writing: fault))
            #expect(bench.connection.closeReason == .malformedReply)
            #expect(bench.take() == #"{"parameters":{}}"# + "\n")
            #expect(bench.connection.isClosed)
        }
    }

    @Test
    func `a closure that closes the connection or replies again does no harm`() {
        let bench = ConnectionBench()
        bench.receive(call("Now") + call("Later") + call("Later"))
        let first = bench.takeWaiting()
        var wasRepliedWithin = false
        #expect(first.reply { _ in wasRepliedWithin = first.reply() })
        #expect(!wasRepliedWithin)
        bench.connection.turn()
        #expect(bench.take(5) == #"{"par"#)
        let second = bench.takeWaiting()
        #expect(!second.reply { _ in bench.connection.close() })
        #expect(bench.connection.isClosed && !bench.connection.hasOutput)
    }

    @Test(arguments: MessageTests.violations)
    func `every violation closes the connection after the replies already owed`(
        text: String, violation: ProtocolViolation
    ) {
        let bench = ConnectionBench()
        bench.receive(call("Now") + text + "\0" + call("Now"))
        #expect(bench.connection.closeReason == .violation(violation))
        #expect(bench.handled == ["Now"] && !bench.connection.wantsRead && !bench.connection.isClosed)
        #expect(bench.take() == #"{"parameters":{}}"# + "\n")
        #expect(bench.connection.isClosed)
    }

    @Test
    func `random bytes never crash a connection`() {
        var generator = SplitMix64(seed: 31)
        let pieces = [
            call("Now"), call("Later", "{}", "more"), call("Now", "{}", "oneway"), call("None"), "\0", "{", "}",
            #"{"method":"#,
            "\u{0}\u{0}", "[[[[", "é", #""more":true"#,
        ].map { Array($0.utf8) }
        for _ in 0..<3_000 {
            let bench = ConnectionBench(ConnectionLimits(messageBytes: 80, pausingBytes: 60, callsPerTurn: 2))
            for _ in 0..<20 {
                switch Int.random(in: 0..<8, using: &generator) {
                case 0: _ = bench.take(Int.random(in: 0..<50, using: &generator))
                case 1: bench.connection.turn()
                case 2 where !bench.waiting.isEmpty: bench.takeWaiting().reply()
                case 3 where Bool.random(using: &generator): bench.connection.receiveEnd()
                case 4: bench.connection.receive([UInt8.random(in: 0...255, using: &generator)])
                default: bench.connection.receive(pieces.randomElement(using: &generator) ?? [])
                }
                #expect(!(bench.connection.isClosed && bench.connection.wantsRead))
                #expect(!(bench.connection.needsTurn && bench.connection.wantsRead))
            }
        }
    }
}
