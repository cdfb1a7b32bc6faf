import JSONText
import Testing
import Varlink

@Suite("Limits of a connection: size, turns, readers that do not read")
struct BackpressureTests {
    private let now = #"{"method":"x.y.Now"}"# + "\0"
    private let stream = #"{"method":"x.y.Later","more":true}"# + "\0"
    private let replyBytes = #"{"parameters":{}}"#.utf8.count + 1

    @Test
    func `a message of the limit is handled and one byte more closes the connection`() {
        let fitting = ConnectionBench(ConnectionLimits(messageBytes: now.utf8.count - 1))
        fitting.receive(now)
        #expect(fitting.handled == ["Now"] && !fitting.connection.isClosed)

        let tight = ConnectionBench(ConnectionLimits(messageBytes: now.utf8.count - 2))
        tight.receive(now)
        #expect(tight.connection.closeReason == .violation(.messageTooLarge(limit: now.utf8.count - 2)))

        let endless = ConnectionBench(ConnectionLimits(messageBytes: 100))
        while endless.connection.wantsRead { endless.receive("xxxxxxxxxx") }
        #expect(
            endless.connection.closeReason == .violation(.messageTooLarge(limit: 100)) && endless.connection.isClosed)
    }

    @Test
    func `one turn handles a bounded number of calls and the rest wait for the next`() {
        let bench = ConnectionBench(ConnectionLimits(callsPerTurn: 3))
        bench.receive(String(repeating: now, count: 7))
        #expect(bench.handled.count == 3 && bench.connection.needsTurn && !bench.connection.wantsRead)
        bench.connection.turn()
        #expect(bench.handled.count == 6 && bench.connection.needsTurn)
        bench.connection.turn()
        #expect(bench.handled.count == 7 && !bench.connection.needsTurn && bench.connection.wantsRead)
    }

    @Test
    func `a peer that does not read its replies is not read from, and its calls wait`() {
        let bench = ConnectionBench(ConnectionLimits(pausingBytes: 2 * replyBytes, callsPerTurn: 100))
        bench.receive(String(repeating: now, count: 5))
        #expect(bench.handled.count == 2)
        #expect(!bench.connection.wantsRead && !bench.connection.needsTurn)
        #expect(bench.take(1).count == 1)
        #expect(bench.connection.needsTurn)
        bench.connection.turn()
        #expect(bench.handled.count == 3)
        var taken = 1
        while bench.connection.hasOutput || bench.connection.needsTurn {
            taken += bench.take(7).utf8.count
            bench.connection.turn()
        }
        #expect(taken == 5 * replyBytes && bench.handled.count == 5 && bench.connection.wantsRead)
    }

    @Test
    func `input beyond a message is held back while a stream is open`() {
        let bench = ConnectionBench(ConnectionLimits(messageBytes: 100))
        bench.receive(stream)
        var received = 0
        while bench.connection.wantsRead {
            bench.receive(now)
            received += 1
        }
        #expect(received == 100 / now.utf8.count + 1)
        bench.takeWaiting().reply()
        while bench.connection.needsTurn { bench.connection.turn() }
        #expect(bench.handled.count == received + 1 && bench.connection.wantsRead)
    }

    @Test
    func `a stream pauses when output piles up and is told when there is room again`() {
        let bench = ConnectionBench(ConnectionLimits(pausingBytes: 1000))
        bench.receive(stream)
        let context = bench.takeWaiting()
        var sent = 0
        let pump = {
            while context.hasRoom, sent < 200 {
                sent += 1
                context.replyContinuing { writer in
                    writer.beginObject()
                    writer.member("n", sent)
                    writer.endObject()
                }
            }
        }
        context.onRoom = pump
        pump()
        #expect(sent < 40 && !context.hasRoom)
        var text = ""
        var largest = 0
        while bench.connection.hasOutput {
            largest = max(largest, bench.connection.outputBytes)
            text += bench.take(64)
        }
        #expect(sent == 200 && largest < 1100)
        #expect(text == (1...200).map { #"{"parameters":{"n":\#($0)},"continues":true}"# + "\n" }.joined())
        #expect(context.reply())
    }

    @Test
    func `a stream that does not pause for a peer that does not read closes the connection`() {
        let bench = ConnectionBench(ConnectionLimits(pausingBytes: 100, closingBytes: 1000))
        bench.receive(stream)
        let context = bench.takeWaiting()
        var isCancelled = false
        context.onCancel = { isCancelled = true }
        var replies = 0
        while context.replyContinuing(writing: { _ in }) { replies += 1 }
        #expect(replies > 20 && replies < 50)
        #expect(isCancelled && bench.connection.isClosed && bench.connection.closeReason == .slowReader)
    }

    @Test
    func `a single reply may be larger than any limit`() {
        let bench = ConnectionBench(ConnectionLimits(pausingBytes: 100, closingBytes: 1000))
        bench.receive(#"{"method":"x.y.Later"}"# + "\0")
        let text = String(repeating: "x", count: 200_000)
        #expect(bench.takeWaiting().reply(["t": .string(text)] as JSONObject))
        #expect(!bench.connection.isClosed && !bench.connection.wantsRead)
        var taken = ""
        while bench.connection.hasOutput { taken += bench.take(4096) }
        #expect(taken == #"{"parameters":{"t":""# + text + #""}}"# + "\n")
        #expect(bench.connection.wantsRead)
    }
}
