/// A number's digits as read so far: `mantissa` times ten to the power of `exponent`.
struct Decimal {
    private(set) var mantissa: UInt64 = 0
    /// False once a digit no longer fitted; the mantissa means nothing from then on.
    private(set) var isExact = true
    var exponent = 0

    mutating func append(_ digit: UInt8) {
        guard isExact else { return }
        let (shifted, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = shifted.addingReportingOverflow(UInt64(digit))
        if overflow || carry { isExact = false } else { mantissa = sum }
    }

    /// Adds a written exponent. One too large to add makes the number inexact, which sends it to the slow path.
    mutating func raise(by power: Decimal, negated: Bool) {
        guard power.isExact, power.mantissa < 1_000_000 else {
            isExact = false
            return
        }
        exponent += negated ? -Int(power.mantissa) : Int(power.mantissa)
    }

    /// The digits as a 64-bit integer, or nil where they do not fit.
    func integer(negated: Bool) -> Int64? {
        guard isExact else { return nil }
        if !negated { return Int64(exactly: mantissa) }
        if mantissa == Int64.min.magnitude { return Int64.min }
        return Int64(exactly: mantissa).map { -$0 }
    }
}
