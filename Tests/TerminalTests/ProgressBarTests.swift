import Terminal
import Testing

@Suite("Progress")
struct ProgressBarTests {
    @Test(arguments: [
        (0, "[........................] 0 %  x"), (50, "[############............] 50 %  x"),
        (100, "[########################] 100 %  x"), (150, "[########################] 100 %  x"),
        (-5, "[........................] 0 %  x"),
    ])
    func `a bar is as long as the work is done, and never longer`(done: Int, line: String) {
        #expect(ProgressBar.line("x", done: done, of: 100) == line)
    }

    @Test func `where the whole is not known there are only words, and never a control character`() {
        #expect(ProgressBar.line("reading", done: nil, of: 0) == "reading")
        #expect(ProgressBar.line("a\u{1B}[2J", done: 5, of: 0) == "a\\u{1b}[2J")
        #expect(TerminalText.width(ProgressBar.line(String(repeating: "x", count: 200), done: 1, of: 2)) == 79)
    }
}
