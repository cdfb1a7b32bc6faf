/// A number: an integer where the text has neither fraction nor exponent and 64 bits hold it, a double otherwise.
enum NumberReader {
    /// Powers of ten that a double holds exactly.
    ///
    /// An integer below 2^53 multiplied or divided by one of them is rounded once, hence correctly.
    private static let exactPowers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Reads the number that starts at the cursor and steps past it.
    static func read(_ cursor: inout ByteCursor) throws(JSONParseError) -> JSONValue {
        let start = cursor.offset
        let isNegative = cursor.take(UInt8(ascii: "-"))
        var decimal = Decimal()
        let firstDigit = cursor.offset
        try readDigits(&cursor, into: &decimal)
        guard cursor.offset - firstDigit == 1 || cursor.bytes[firstDigit] != UInt8(ascii: "0") else {
            throw JSONParseError(.leadingZero, at: firstDigit)
        }
        var isInteger = true
        if cursor.take(UInt8(ascii: ".")) {
            isInteger = false
            let point = cursor.offset
            try readDigits(&cursor, into: &decimal)
            decimal.exponent = point - cursor.offset
        }
        if cursor.take(UInt8(ascii: "e")) || cursor.take(UInt8(ascii: "E")) {
            isInteger = false
            let isDivided = cursor.take(UInt8(ascii: "-"))
            if !isDivided { _ = cursor.take(UInt8(ascii: "+")) }
            var power = Decimal()
            try readDigits(&cursor, into: &power)
            decimal.raise(by: power, negated: isDivided)
        }
        if isInteger, let value = decimal.integer(negated: isNegative) { return .integer(value) }
        if let value = exactDouble(decimal) { return .number(isNegative ? -value : value) }
        let text = String(decoding: cursor.bytes[start..<cursor.offset], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw JSONParseError(.numberOutOfRange, at: start) }
        return .number(value)
    }

    private static func readDigits(_ cursor: inout ByteCursor, into decimal: inout Decimal) throws(JSONParseError) {
        let start = cursor.offset
        while let byte = cursor.current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            decimal.append(byte - UInt8(ascii: "0"))
            cursor.offset += 1
        }
        guard cursor.offset > start else { throw cursor.fault(.missingDigit) }
    }

    /// The double of the common short numbers, without a detour over a string; nil for the others.
    private static func exactDouble(_ decimal: Decimal) -> Double? {
        guard decimal.isExact, decimal.mantissa < 1 << 53 else { return nil }
        let mantissa = Double(decimal.mantissa)
        switch decimal.exponent {
        case 0...22: return mantissa * exactPowers[decimal.exponent]
        case -22..<0: return mantissa / exactPowers[-decimal.exponent]
        default: return nil
        }
    }
}
