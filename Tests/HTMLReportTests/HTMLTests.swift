import Testing

@testable import HTMLReport

/// Nothing of a roster becomes markup, whoever wrote it.
@Suite("Markup")
struct HTMLTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload=\"x", "&quot; onload=&quot;x"), ("' onload='x", "&#39; onload=&#39;x"),
        ("a & b", "a &amp; b"), ("\u{202E}drow\u{202C}", "\\u{202e}drow\\u{202c}"),
        ("a\u{0}\u{1B}[2J", "a\\u{0}\\u{1b}[2J"),
        ("a\nb\u{2028}c\u{7F}", "a\\u{a}b\\u{2028}c\\u{7f}"), ("\u{FEFF}\u{200B}", "\\u{feff}\\u{200b}"),
        ("Ådne O’Neil 李", "Ådne O’Neil 李"), ("</title><style>", "&lt;/title&gt;&lt;style&gt;"), ("=1+1", "=1+1"),
    ])
    func `a text stands for itself and nothing else`(text: String, markup: String) {
        let piece: HTML = "<td title=\"\(text)\">\(text)</td>"
        #expect(piece.markup == "<td title=\"\(markup)\">\(markup)</td>")
    }

    @Test func `pieces are put into pieces as they are, numbers as numbers`() {
        let inner: HTML = "<b>\("x<y")</b>"
        let outer: HTML =
            "<p>\(inner)\([inner, inner])\(7)\(HTML.when(false, inner))\(HTML.given("z" as String?) { "\($0)" })</p>"
        #expect(outer.markup == "<p><b>x&lt;y</b><b>x&lt;y</b><b>x&lt;y</b>7z</p>")
    }
}
