import CivilCalendar

/// The TOML values that stand without quotes and brackets: booleans, numbers, dates and times.
struct BareValue {
    private var rest: Substring.UTF8View

    /// The value of a text without blanks around it; nil where TOML knows no such value.
    static func node(of text: String) -> TOMLNode? {
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return Double(text).map { .float($0) }
        default: break
        }
        let digits = text.filter { $0 != "_" }
        if has(text, { $0.isInteger() }) { return Int(digits).map { .integer($0) } }
        if has(text, { $0.isFloat() }) { return Double(digits).map { .float($0) } }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            guard has(text, { $0.takes(prefix) && $0.takesDigits(radix: radix) }) else { return nil }
            return Int(digits.dropFirst(2), radix: radix).map { .integer($0) }
        }
        if text.utf8.count == 10 { return CivilDate(text).map { .date($0) } }
        if has(text, { $0.isTime() }) { return .time }
        return CivilDate(String(text.prefix(10))) != nil && has(text, { $0.isDateTime() }) ? .dateTime : nil
    }

    private static func has(_ text: String, _ form: (inout BareValue) -> Bool) -> Bool {
        var value = BareValue(rest: text[...].utf8)
        return form(&value) && value.rest.isEmpty
    }

    private mutating func isInteger() -> Bool {
        _ = takes("+") || takes("-")
        // No number but zero begins with a zero.
        return takes("0") || takesDigits(radix: 10)
    }

    private mutating func isFloat() -> Bool {
        guard isInteger() else { return false }
        if takes("."), !takesDigits(radix: 10) { return false }
        guard takes("e") || takes("E") else { return true }
        _ = takes("+") || takes("-")
        return takesDigits(radix: 10)
    }

    private mutating func isDateTime() -> Bool {
        rest = rest.dropFirst(10)
        guard takes("T") || takes("t") || takes(" "), isTime() else { return false }
        if rest.isEmpty || takes("Z") || takes("z") { return true }
        return (takes("+") || takes("-")) && isHourAndMinute()
    }

    private mutating func isTime() -> Bool {
        guard isHourAndMinute(), takes(":"), takesTwoDigits(atMost: 60) else { return false }
        return takes(".") ? takesDigits(radix: 10) : true
    }

    private mutating func isHourAndMinute() -> Bool {
        takesTwoDigits(atMost: 23) && takes(":") && takesTwoDigits(atMost: 59)
    }

    private mutating func takes(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func takesTwoDigits(atMost limit: Int) -> Bool {
        let digits = String(rest.prefix(2)) ?? ""
        guard digits.utf8.count == 2, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(digits),
            number <= limit
        else { return false }
        rest = rest.dropFirst(2)
        return true
    }

    /// One digit or more, with single underscores between digits.
    private mutating func takesDigits(radix: Int) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool {
            byte < 0x80 && (Character(UnicodeScalar(byte)).hexDigitValue.map { $0 < radix } ?? false)
        }
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.dropFirst()
        while let byte = rest.first {
            if isDigit(byte) {
                rest = rest.dropFirst()
            } else if byte == UInt8(ascii: "_"), let next = rest.dropFirst().first, isDigit(next) {
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        return true
    }
}
