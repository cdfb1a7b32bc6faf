import Terminal
import Testing

@Suite("Painting a screen")
struct ScreenPainterTests {
    @Test func `the first time all is painted, then only lines that differ`() {
        var painter = ScreenPainter()
        #expect(painter.paint(["a", "", "c"]) == "\u{1B}[H\u{1B}[2J\u{1B}[1;1H\u{1B}[2Ka\u{1B}[3;1H\u{1B}[2Kc")
        #expect(painter.paint(["a", "", "c"]) == "")
        #expect(painter.paint(["a", "b", "c"]) == "\u{1B}[2;1H\u{1B}[2Kb")
        #expect(painter.paint(["a"]) == "\u{1B}[2;1H\u{1B}[2K\u{1B}[3;1H\u{1B}[2K")
        painter.forget()
        #expect(painter.paint(["a"]).hasPrefix("\u{1B}[H\u{1B}[2J"))
    }
}
