import CivilCalendar
import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("Dates read by way of their months")
struct DateMemoTests {
    private func read(_ text: String, _ memo: inout DateMemo) -> PartialDate? {
        text.withFieldBytes { memo.date(of: $0) }
    }

    @Test func `every day from 1999 to 2032, and each that is none, reads as without the months before it`() {
        var memo = DateMemo()
        var (days, none) = (0, 0)
        for year in 1999...2032 {
            for month in 0...13 {
                for day in 0...33 {
                    let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
                    let date = read(text, &memo)
                    #expect(date == PartialDate(text), "\(text)")
                    if date == nil { none += 1 } else { days += 1 }
                }
            }
        }
        #expect(days == 34 * 365 + 9 && none == 34 * 14 * 34 - days)
    }

    @Test func `one byte that is another makes it what it is without the months before it`() {
        var memo = DateMemo()
        for text in ["2024-02-29", "2025-12-31", "2025-03", "2025"] {
            for place in text.utf8.indices {
                for byte in UInt8(0x20)...0x7E {
                    #expect(read(text, &memo) == PartialDate(text))
                    var bytes = Array(text.utf8)
                    bytes[text.utf8.distance(from: text.utf8.startIndex, to: place)] = byte
                    let other = String(decoding: bytes, as: UTF8.self)
                    #expect(read(other, &memo) == PartialDate(other), "\(other)")
                }
            }
        }
    }
}
