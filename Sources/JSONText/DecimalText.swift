/// Numbers as decimal text.
enum DecimalText {
    /// Whole doubles below this are written by way of an integer, without a string in between.
    ///
    /// Below 2^53 every whole double is exact and Swift would write it without an exponent too.
    private static let wholeLimit = 0x1p53

    /// The digits of the largest 64-bit magnitude.
    private static let longest = 20

    static func append(_ magnitude: UInt64, isNegative: Bool, to text: inout TextBuffer) {
        if isNegative { text.put(UInt8(ascii: "-")) }
        guard magnitude >= 10 else { return text.put(UInt8(ascii: "0") + UInt8(magnitude)) }
        var length = 0
        var rest = magnitude
        while rest > 0 {
            length += 1
            rest /= 10
        }
        text.put(atMost: longest) { digits in
            rest = magnitude
            for place in stride(from: length - 1, through: 0, by: -1) {
                digits.storeBytes(of: UInt8(ascii: "0") + UInt8(rest % 10), toByteOffset: place, as: UInt8.self)
                rest /= 10
            }
            return length
        }
    }

    /// Appends a finite double in the shortest form that reads back as the same.
    static func append(_ number: Double, to text: inout TextBuffer) {
        if number.magnitude < wholeLimit, number == number.rounded(.towardZero) {
            append(UInt64(number.magnitude), isNegative: number.sign == .minus, to: &text)
            text.put(".0")
        } else {
            var digits = number.description
            digits.withUTF8 { text.put($0) }
        }
    }
}
