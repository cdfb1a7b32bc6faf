import Terminal
import Testing

@Suite("Keys")
struct KeyReaderTests {
    private static let sequences: [(String, [Key])] = [
        ("q", [.character("q")]), ("王", [.character("王")]), ("\r", [.enter]), ("\n", [.enter]),
        ("\u{7F}", [.backspace]),
        ("\u{3}", [.control("c")]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[5~", [.pageUp]),
        ("\u{1B}[6~", [.pageDown]), ("\u{1B}[1~", [.home]), ("\u{1B}[H", [.home]), ("\u{1B}[4~", [.end]),
        ("\u{1B}OF", [.end]), ("\u{1B}[1;5A", [.up]), ("\u{1B}[3~", [.delete]), ("\u{1B}x", [.unknown]),
        ("\u{1B}[200~j", [.unknown, .character("j")]),
        ("jk\u{1B}[Bg", [.character("j"), .character("k"), .down, .character("g")]),
        ("\u{0}", [.unknown]), ("\u{1B}[M", [.enter]),
    ]

    @Test(arguments: sequences)
    func `a key is read whole, whether its bytes come together or one by one`(bytes: String, keys: [Key]) {
        var reader = KeyReader()
        #expect(reader.read(bytes.utf8) == keys)
        #expect(!reader.isInSequence)
        #expect(bytes.utf8.flatMap { reader.read([$0]) } == keys)
    }

    @Test func `an escape after which nothing comes is the escape key`() {
        var reader = KeyReader()
        #expect(reader.read([0x1B]) == [] && reader.isInSequence)
        #expect(reader.end() == [.escape] && !reader.isInSequence)
        #expect(reader.read([0x1B, 0x1B, 0x5B, 0x41]) == [.escape, .up])
    }

    @Test func `bytes that are no text and sequences without an end do no harm`() {
        var reader = KeyReader()
        #expect(reader.read([0xFF, 0xC3, 0x28]) == [.unknown, .unknown, .character("(")])
        #expect(reader.read([0xE7, 0x8E]) == [] && reader.end() == [])
        #expect(reader.read([0x1B, 0x5B] + [UInt8](repeating: 0x31, count: 20)) == [.unknown])
    }
}
