/// What a spreadsheet did to a text, so that what was meant is lost.
enum SpreadsheetDamage: CaseIterable {
    /// `########`: the column was too narrow to show a date or number, and what was shown was exported.
    case overflow
    /// `#REF!`, `#N/A` and the like: a formula failed.
    case error
    /// `1.2E+09`: a long number was rounded to be shown.
    case exponent

    private static let errors = [
        "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#BEZUG!", "#NV",
        "#WERT!", "#¡REF!", "#¡VALOR!",
    ]

    /// What was done to a text; nil where nothing can be seen.
    init?(_ text: FieldBytes) {
        guard let first = text.buffer.first else { return nil }
        if first == UInt8(ascii: "#") {
            if text.count >= 3, text.buffer.allSatisfy({ $0 == UInt8(ascii: "#") }) {
                self = .overflow
                return
            }
            guard text.count <= 12, SpreadsheetDamage.errors.contains(text.text) else { return nil }
            self = .error
            return
        }
        guard SpreadsheetDamage.isExponent(text) else { return nil }
        self = .exponent
    }

    /// What is wrong, in one clause.
    var reason: String {
        switch self {
        case .overflow: "a spreadsheet's column was too narrow to show what stood here"
        case .error: "a formula of a spreadsheet failed here"
        case .exponent: "a spreadsheet has rounded a long number, and what it was is lost"
        }
    }

    /// What to do, in one clause.
    var remedy: String {
        switch self {
        case .overflow: "widen the column, or export from the source and not from the spreadsheet"
        case .error: "mend the formula, or export its last value"
        case .exponent:
            "format the column as text before the numbers are entered, and export again from the source"
        }
    }

    /// Digits, perhaps with a fraction, and an exponent, as `1.2E+09` or `1,2E+09`.
    private static func isExponent(_ text: FieldBytes) -> Bool {
        guard 4...24 ~= text.count, text.buffer.contains(UInt8(ascii: "+")) else { return false }
        let bytes = Array(text.buffer)
        guard let sign = bytes.lastIndex(where: { $0 == UInt8(ascii: "+") }), sign >= 2,
            bytes[sign - 1] | 0x20 == UInt8(ascii: "e"), sign + 1 < bytes.count
        else { return false }
        let (mantissa, power) = (bytes[..<(sign - 1)], bytes[(sign + 1)...])
        let points = mantissa.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        return power.allSatisfy(isDigit) && points <= 1
            && mantissa.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
            && mantissa.first.map(isDigit) == true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
