/// What is wrong with a text that is no date, as exactly as can be told without guessing the day.
enum DateAdvice {
    static func wording(_ value: FieldBytes?, shown: String) -> (reason: String, remedy: String) {
        let plain = "write YYYY-MM-DD, or YYYY-MM or YYYY as far as it is known"
        guard let value, value.count <= 40 else { return ("the text is no date", plain) }
        if let damage = SpreadsheetDamage(value) { return (damage.reason, "\(damage.remedy), and \(plain)") }
        let numbers = value.buffer.split(omittingEmptySubsequences: false) { !isDigit($0) }.map { Array($0) }
        let separators = value.buffer.filter { !isDigit($0) }
        let lengths = numbers.map(\.count)
        if separators == [], lengths == [5] {
            return (
                "`\(shown)` looks like a spreadsheet's serial number of a day",
                "give the column a date format before the export, and \(plain)"
            )
        }
        if isISOForm(lengths, separators) {
            let isDay = lengths.count == 3 && 1...12 ~= number(numbers[1]) && number(numbers[0]) > 0
            let what = isDay ? "day" : lengths.count > 1 && !(1...12 ~= number(numbers[1])) ? "month" : "year"
            return ("`\(shown)`: there is no such \(what)", plain)
        }
        if lengths.count == 3, Set(separators).count == 1, lengths[0] <= 2, lengths[1] <= 2,
            lengths[2] == 2 || lengths[2] == 4,
            lengths[0] > 0, lengths[1] > 0
        {
            let couldBeEither = number(numbers[0]) <= 12 && number(numbers[1]) <= 12
            return (
                couldBeEither
                    ? "`\(shown)` is ambiguous: which number is the day and which the month cannot be told"
                    : "`\(shown)` is not written year first", plain
            )
        }
        if lengths.count > 3, lengths[0] == 4 {
            return ("`\(shown)` has a time of day", "write the day alone, as YYYY-MM-DD")
        }
        return ("`\(shown)` has no accepted form of a date", plain)
    }

    private static func isISOForm(_ lengths: [Int], _ separators: [UInt8]) -> Bool {
        (lengths == [4] || lengths == [4, 2] || lengths == [4, 2, 2])
            && separators.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private static func number(_ digits: [UInt8]) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
