import Terminal
import Testing

@Suite("Painting a screen")
struct ScreenPainterTests {
    @Test func `the first time all is painted, then only lines that differ`() {
        var painter = ScreenPainter()
        #expect(painter.paint(["a", "", "c"]) == "\u{1B}[H\u{1B}[2J\u{1B}[1;1Ha\u{1B}[K\u{1B}[3;1Hc\u{1B}[K")
        #expect(painter.paint(["a", "", "c"]) == "")
        #expect(painter.paint(["a", "b", "c"]) == "\u{1B}[2;1Hb\u{1B}[K")
        #expect(painter.paint(["a"]) == "\u{1B}[2;1H\u{1B}[K\u{1B}[3;1H\u{1B}[K")
        painter.forget()
        #expect(painter.paint(["a"]).hasPrefix("\u{1B}[H\u{1B}[2J"))
    }
}
