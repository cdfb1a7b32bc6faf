/// A plain decimal number: digits, then perhaps a point and one to three more.
enum DecimalNumber {
    /// The number in thousandths, or nil where the text has another form or exceeds the limit (in whole units).
    static func thousandths(_ text: FieldBytes, upTo limit: Int) -> Int? {
        guard 1...20 ~= text.count else { return nil }
        var number = 0
        var decimals = -1
        for index in 0..<text.count {
            if text[index] == UInt8(ascii: "."), decimals < 0, index > 0 {
                decimals = 0
                continue
            }
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10, decimals < 3, number <= limit * 1_000 else { return nil }
            number = number * 10 + Int(digit)
            if decimals >= 0 { decimals += 1 }
        }
        guard decimals != 0 else { return nil }
        for _ in max(decimals, 0)..<3 { number *= 10 }
        return number <= limit * 1_000 ? number : nil
    }

    /// The whole number, or nil where the text has another form than digits or exceeds the limit.
    static func whole(_ text: FieldBytes, upTo limit: Int) -> Int? {
        guard !text.buffer.contains(UInt8(ascii: ".")) else { return nil }
        return thousandths(text, upTo: limit).map { $0 / 1_000 }
    }
}
