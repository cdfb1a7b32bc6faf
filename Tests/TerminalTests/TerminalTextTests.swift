import Terminal
import Testing

@Suite("Text of a terminal: visible, measured, cut, wrapped")
struct TerminalTextTests {
    @Test(arguments: [
        ("\u{1B}[2Jgone", "\\u{1b}[2Jgone"), ("a\u{202E}b", "a\\u{202e}b"), ("a\u{7}\n", "a\\u{7}\\u{a}"),
        ("\u{9B}31m", "\\u{9b}31m"), ("Müller, 王 芳", "Müller, 王 芳"), ("a\u{200B}b", "a\\u{200b}b"),
    ])
    func `what would move a cursor or turn the writing round is shown, and the rest left alone`(
        text: String, shown: String
    ) {
        #expect(TerminalText.visible(text) == shown)
    }

    @Test(arguments: [
        ("abc", 3), ("王芳", 4), ("e\u{301}", 1), ("\u{301}", 0), ("한국", 4), ("ｶﾅ", 2), ("Ａ", 2), ("🩺", 2), ("é", 1),
        ("…", 1),
    ])
    func `a text is as wide as a terminal shows it`(text: String, width: Int) {
        #expect(TerminalText.width(text) == width)
    }

    @Test func `a cut keeps within its columns, also where a wide character would stand on the edge`() {
        #expect(TerminalText.cut("Testcase", to: 8) == "Testcase")
        #expect(TerminalText.cut("Testcase", to: 5) == "Test…")
        #expect(TerminalText.cut("王芳王芳", to: 5) == "王芳…")
        #expect(TerminalText.cut("王芳王芳", to: 4) == "王…")
        #expect(TerminalText.cut("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}…")
        #expect(TerminalText.cut("abc", to: 0) == "")
        for columns in 1...12 {
            #expect(TerminalText.width(TerminalText.fitted("Müller, 王 芳 🩺", to: columns)) == columns)
        }
    }

    @Test func `text is wrapped between words, and a word that is longer than a line where the line ends`() {
        #expect(TerminalText.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(TerminalText.wrapped("  one two three", to: 7, indent: 2) == ["  one", "  two", "  three"])
        #expect(TerminalText.wrapped("abcdefghij kl", to: 4, indent: 1) == ["abcd", " efg", " hij", " kl"])
        #expect(TerminalText.wrapped("", to: 4) == [""])
        #expect(TerminalText.wrapped("untreated-critical-finding", to: 12) == ["untreated-", "critical-", "finding"])
        #expect(TerminalText.wrapped("from   a  b", to: 20) == ["from   a  b"])
        for line in TerminalText.wrapped("王芳王芳王芳 Müller e\u{301}e\u{301}e\u{301}", to: 5, indent: 2) {
            #expect(TerminalText.width(line) <= 5, "\(line)")
        }
    }
}
