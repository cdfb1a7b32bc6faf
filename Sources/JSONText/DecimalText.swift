/// Numbers as decimal text.
enum DecimalText {
    /// Whole doubles below this are written by way of an integer, without a string in between.
    ///
    /// Below 2^53 every whole double is exact and Swift would write it without an exponent too.
    private static let wholeLimit = 0x1p53

    /// The digits of the largest 64-bit magnitude.
    private static let longest = 20

    static func append(_ magnitude: UInt64, isNegative: Bool, to bytes: inout [UInt8]) {
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        guard magnitude >= 10 else { return bytes.append(UInt8(ascii: "0") + UInt8(magnitude)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { digits in
            var rest = magnitude
            var place = longest
            while rest > 0 {
                place -= 1
                digits.initializeElement(at: place, to: UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
        }
    }

    /// Appends a finite double in the shortest form that reads back as the same.
    static func append(_ number: Double, to bytes: inout [UInt8]) {
        if number.magnitude < wholeLimit, number == number.rounded(.towardZero) {
            append(UInt64(number.magnitude), isNegative: number.sign == .minus, to: &bytes)
            bytes.append(contentsOf: [UInt8(ascii: "."), UInt8(ascii: "0")])
        } else {
            bytes.append(contentsOf: number.description.utf8)
        }
    }
}
