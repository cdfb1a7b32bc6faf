import Exports
import Foundation
import TestSupport
import Testing

@Suite("The work-list as a table")
struct CSVExportTests {
    @Test func `a table says what the golden file holds`() throws {
        var table = CSVExport()
        var text = String(decoding: table.text(of: ExportSamples.page(ExportSamples.rows)), as: UTF8.self)
        text += String(decoding: table.text(of: ExportSamples.page([ExportSamples.row()])), as: UTF8.self)
        try GoldenFile("work-list.csv").hold(text)
        #expect(text.components(separatedBy: "as_of,").count == 2)
    }

    @Test func `every row has a field for each column`() {
        var table = CSVExport()
        let text = String(decoding: table.text(of: ExportSamples.page([ExportSamples.plain])), as: UTF8.self)
        let lines = text.split(separator: "\r\n")
        #expect(lines.count == 2)
        for line in lines {
            #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == CSVExport.columns.count)
        }
    }

    @Test(
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("", ""),
            ("=1+1", "\"'=1+1\""), ("+1", "\"'+1\""), ("-1+2", "\"'-1+2\""), ("-13", "-13"), ("-", "\"'-\""),
            ("@A1", "\"'@A1\""), ("\tx", "\"'\tx\""),
            ("\u{FF1D}1", "\"'\u{FF1D}1\""), ("=\"x\"", "\"'=\"\"x\"\"\""), ("a=1", "a=1"),
        ])
    func `a field is quoted where it must be, and never a formula`(field: String, text: String) {
        #expect(CSVLine.text([field, "x"]) == text + ",x")
    }

    @Test func `whether it is a formula is judged before a text is made visible`() {
        #expect(CSVLine.text(["\t=1"], shown: { $0.filter { $0 != "\t" } }) == "\"'=1\"")
    }
}
