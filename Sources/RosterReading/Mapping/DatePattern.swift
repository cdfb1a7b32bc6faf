import CivilCalendar

/// A form in which a site writes dates, as its mapping states it: `dd.mm.yyyy`, `mm/yyyy`, `yyyy`.
///
/// Nothing is guessed: a text of any other form is no date. Years have four digits; `d` and `m` stand for one digit or two,
/// `dd` and `mm` for two.
struct DatePattern: Hashable, Sendable {
    private enum Part: Hashable {
        case year
        case month(isPadded: Bool)
        case day(isPadded: Bool)
        case text(UInt8)
    }

    /// The pattern as it is written.
    let text: String
    private let parts: [Part]

    /// The pattern of this text; nil where it is none.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            let run = rest.prefix { $0 == first }.count
            switch (first, run) {
            case (UInt8(ascii: "y"), 4): parts.append(.year)
            case (UInt8(ascii: "m"), 1...2): parts.append(.month(isPadded: run == 2))
            case (UInt8(ascii: "d"), 1...2): parts.append(.day(isPadded: run == 2))
            case (UInt8(ascii: "."), 1), (UInt8(ascii: "/"), 1), (UInt8(ascii: "-"), 1),
                (UInt8(ascii: " "), 1):
                parts.append(.text(first))
            default: return nil
            }
            rest = rest.dropFirst(run)
        }
        let kinds = parts.map { part in
            switch part {
            case .year: "y"
            case .month: "m"
            case .day: "d"
            case .text: ""
            }
        }.filter { !$0.isEmpty }.sorted()
        // Where two numbers touch, only padded ones can be told apart.
        let touches = zip(parts, parts.dropFirst()).contains { first, second in
            if case .text = first { return false }
            if case .text = second { return false }
            return parts.contains(.month(isPadded: false)) || parts.contains(.day(isPadded: false))
        }
        guard [["y"], ["m", "y"], ["d", "m", "y"]].contains(kinds), !touches else { return nil }
        self.text = text
        self.parts = parts
    }

    /// Whether one text could be a date by both, and not the same one.
    func isConfusable(with other: DatePattern) -> Bool {
        self != other && shape == other.shape
    }

    /// The order of digits and separators, whatever they mean.
    private var shape: [UInt8] {
        parts.flatMap { part -> [UInt8] in
            switch part {
            case .year: [4]
            case .month, .day: [2]
            case .text(let byte): [byte]
            }
        }
    }

    /// The date that a text is by this pattern, as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; nil where it is none, or no such day exists.
    func date(of text: String) -> PartialDate? {
        var rest = Array(text.utf8)[...]
        var (year, month, day) = ("", "", "")
        for part in parts {
            switch part {
            case .text(let byte): if rest.popFirst() != byte { return nil }
            case .year:
                guard let digits = DatePattern.take(4...4, &rest) else { return nil }
                year = digits
            case .month(let isPadded):
                guard let digits = DatePattern.take(isPadded ? 2...2 : 1...2, &rest) else { return nil }
                month = digits
            case .day(let isPadded):
                guard let digits = DatePattern.take(isPadded ? 2...2 : 1...2, &rest) else { return nil }
                day = digits
            }
        }
        guard rest.isEmpty else { return nil }
        return PartialDate([year, month, day].filter { !$0.isEmpty }.joined(separator: "-"))
    }

    private static func take(_ counts: ClosedRange<Int>, _ rest: inout ArraySlice<UInt8>) -> String? {
        let digits = rest.prefix(counts.upperBound).prefix { 0x30...0x39 ~= $0 }
        guard counts.contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let text = String(decoding: digits, as: UTF8.self)
        return digits.count == 1 ? "0" + text : text
    }
}
