import Terminal
import Testing

@Suite("Tables of text")
struct TextTableTests {
    private func table(width: Int? = nil) -> TextTable {
        var table = TextTable(
            [.init("MRN"), .init("NAME", .cut(6)), .init("BOOKED", isOptional: true), .init("WHAT", .cut(8))],
            colours: Colours(isOn: false), width: width)
        table.add(["M1", "Testcase, Fern", "", "brain-mri"])
        table.add(["M22", "王芳", "", "treatment-decision"])
        return table
    }

    @Test func `columns are aligned by what a terminal shows, and empty optional ones left out`() {
        #expect(
            table().lines == [
                "MRN  NAME            WHAT", "M1   Testcase, Fern  brain-mri", "M22  王芳            treatment-decision",
            ])
        #expect(table().fits)
    }

    @Test func `where space is short the widest that may be cut is cut, and nothing is wider than the terminal`() {
        let narrow = table(width: 25)
        #expect(!narrow.fits && narrow.fitsCut)
        #expect(narrow.lines == ["MRN  NAME       WHAT", "M1   Testcase…  brain-mri", "M22  王芳       treatmen…"])
        for width in 1...40 {
            for line in table(width: width).lines { #expect(TerminalText.width(line) <= width, "\(width): \(line)") }
        }
        #expect(!table(width: 18).fitsCut && table(width: 23).fitsCut)
    }

    @Test func `what is not to be cut goes on in the next line of its column, and words are broken last`() {
        var table = TextTable(["WHEN", "WHAT"], colours: Colours(isOn: false), width: 22)
        table.add(["2026-12-05", "until 2026-12-05: on holiday"])
        #expect(
            table.lines == [
                "WHEN        WHAT", "2026-12-05  until", "            2026-12-05", "            : on",
                "            holiday",
            ])
        var wide = TextTable(["WHEN", "WHAT"], colours: Colours(isOn: false), width: 30)
        wide.add(["2026-12-05", "until 2026-12-05: on holiday"])
        #expect(wide.lines == ["WHEN        WHAT", "2026-12-05  until 2026-12-05:", "            on holiday"])
    }

    @Test func `bands stand above the rows they name, and notes below theirs, wrapped`() {
        var table = table(width: 25)
        table.addBand("URGENT - 1 item", urgency: "urgent")
        table.add(["M3", "x", "", "visit"])
        table.addNote("snoozed until 2026-12-05 by anna")
        #expect(
            table.lines.suffix(4) == [
                "URGENT - 1 item", "M3   x          visit", "    snoozed until", "    2026-12-05 by anna",
            ])
    }

    @Test func `what others wrote cannot move the cursor, wherever it stands`() {
        var table = TextTable(["A", "B"], colours: Colours(isOn: false))
        table.add(["\u{1B}[2J", "b\u{7}"])
        table.addBand("\u{1B}c")
        table.addNote("\u{9B}1A")
        #expect(!table.lines.joined().unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test func `colour wraps whole lines, and none is sent where none is wanted`() {
        var table = TextTable(["A"], colours: Colours(isOn: true))
        table.add(["x"], urgency: "urgent")
        table.add(["y"], urgency: "routine")
        #expect(table.lines == ["\u{1B}[1mA\u{1B}[0m", "\u{1B}[31mx\u{1B}[0m", "y"])
    }
}
