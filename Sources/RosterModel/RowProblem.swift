import ClinicalModel
import Spelling

/// A fault at the time it is found: cheap to make, its bytes lent by the reader. It is put into words only if it will
/// be shown.
package struct RowProblem {
    package let kind: RosterFaultKind
    let column: String?
    let value: FieldBytes?
    /// The words accepted here.
    let accepted: [String]
    /// The word that was probably meant, or details of the case.
    let suggestion: String
    /// The expected and the actual number.
    let expected: Int
    let found: Int

    package init(
        _ kind: RosterFaultKind, column: String?, value: FieldBytes? = nil, accepted: [String] = [],
        suggestion: String = "", expected: Int = 0, found: Int = 0
    ) {
        self.kind = kind
        self.column = column
        self.value = value
        self.accepted = accepted
        self.suggestion = suggestion
        self.expected = expected
        self.found = found
    }

    /// Returns the fault in words.
    package func inWords(severity: FaultSeverity) -> FieldFault {
        let shown = kind.showsValue ? value.map { ShownText.of($0) } : nil
        let (reason, remedy) = wording(shown ?? "")
        return FieldFault(
            column: column, kind: kind, severity: severity, reason: reason, remedy: remedy, shownValue: shown)
    }

    private func wording(_ shown: String) -> (reason: String, remedy: String) {
        switch kind {
        case .unknownColumns:
            ("nothing reads \(suggestion)", "rename a column that should be read to one of \(list), or leave it")
        case .noPatients:
            ("the file has a header and no patients", "export again if there should be patients")
        case .wrongFieldCount:
            (
                "the row has \(Pluralised(found, "field")) where the header has \(expected)",
                "write as many, and enclose in quotes a text that holds a comma or a line end"
            )
        case .textAfterQuote:
            (
                "text follows a closing quote",
                "double a quote that is part of the text, and end the field at its last quote"
            )
        case .missingMRN:
            ("the row names no patient", "write the patient's record number")
        case .duplicateMRN:
            ("row \(expected) has the same record number", "keep one row for each patient")
        case .untypableMRN:
            (
                "the record number holds a control character, such as a tab or a line end, which nobody can type",
                "take it out here and in events.csv; until then the patient is found by name: cnswatch find NAME"
            )
        case .unknownMRN:
            ("no row of patients.csv has this record number", "correct the number, or add the patient to patients.csv")
        case .badBirthDate:
            ("the date of birth cannot be read\(suggestion)", "write YYYY-MM-DD, YYYY-MM or YYYY, or nothing")
        case .missingDate:
            ("the event has no date", "write YYYY-MM-DD, or YYYY-MM or YYYY as far as it is known")
        case .badDate:
            DateAdvice.wording(value, shown: shown)
        case .missingWord:
            ("the column is empty", "write \(oneOf)")
        case .unknownWord:
            ("`\(shown)` is not a word of this column", unknownWordRemedy)
        case .misspeltAgent where !accepted.isEmpty:
            (
                "`\(shown)` is more than the name of a drug",
                "write \(list) alone if that is meant, a dose in note, and another drug in a row of its own"
            )
        case .misspeltAgent:
            ("`\(shown)` would count as an unknown agent", "write `\(suggestion)`")
        case .doubtfulAgent:
            ("`\(shown)` counts as an unknown agent", "write `\(suggestion)` if that is meant")
        case .unusableAgent:
            ("the agent's name is longer than 100 bytes or holds control characters", "write the agent's plain name")
        case .tooManyAgents:
            (
                "the file names more than \(expected) different agents",
                "write one name for each agent, and doses in note"
            )
        case .misspeltSite:
            ("the site is not written as the rules know it", "write `\(suggestion)`")
        case .longNote:
            ("the note is longer than \(expected) characters, and is shown up to there", "write a shorter note")
        case .doubtfulSite:
            ("the text mentions a critical site and counts as none", "write `\(suggestion)` alone if that is meant")
        case .conflictingStatus:
            ("detail and result name different statuses", "write the status once, in result")
        case .badCount:
            ("the count is no whole number from 0 to 9999", "write digits only, or nothing where it is not known")
        case .badSize:
            (
                "the size is no number of millimetres from 0 to 999",
                "write digits with a decimal point and no unit, or nothing where it is not known"
            )
        case .missingValue:
            ("the scale has no value", "write a number from 0 to \(expected)")
        case .badValue:
            (
                "the value is no number from 0 to \(expected)",
                "write digits with a decimal point and at most three decimals"
            )
        case .spreadsheetDamage:
            value.flatMap { SpreadsheetDamage($0) }.map { ($0.reason, $0.remedy) }
                ?? ("a spreadsheet has damaged what stood here", "export again from the source")
        case .unmappedColumns:
            (
                "the mapping names no use for \(suggestion)",
                "leave them, or name a column that should be read in the mapping"
            )
        case .badRecordNumber, .unmappedValue, .unmappedDate:
            // The mapping's translator words these itself.
            ("the mapping does not know this", "add it to the mapping, or correct it")
        case .badInterval where !suggestion.isEmpty:
            (
                "`\(shown)` is longer than \(suggestion), the longest that the protocol allows",
                "write at most `\(suggestion)`"
            )
        case .badInterval:
            ("`\(shown)` is no interval", "write 1 to 3 digits and `d`, `w` or `m`, as `6w`; or `protocol`")
        case .badResource, .resourceTooLarge, .badElement, .missingSubject, .unknownSubject, .undatedResource,
            .sharedNumber, .conflictingPatient, .contradictoryMerge, .unreadFile:
            // The FHIR reader words these itself.
            ("the resource cannot be used", "correct it at its source, and export again")
        }
    }

    private var list: String { accepted.map { "`\($0)`" }.joined(separator: ", ") }
    private var oneOf: String { accepted.count == 1 ? list : "one of \(list)" }

    private var unknownWordRemedy: String {
        guard let value, let near = NearestWord(to: value.buffer, among: accepted) else { return "write \(oneOf)" }
        let correction = "write `\(near.word)`"
        return accepted.count == 1 ? correction : "\(correction) if that is meant; accepted are \(list)"
    }
}

/// Explains why a text is not a date, as exactly as possible without guessing the day.
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

/// The damage a spreadsheet did to a text, whose meaning is lost.
package enum SpreadsheetDamage: CaseIterable {
    /// `########`: the column was too narrow for a date or number, and the export contains what was displayed.
    case overflow
    /// `#REF!`, `#N/A` and the like: a formula failed.
    case error
    /// `1.2E+09`: a long number was rounded for display.
    case exponent

    private static let errors = [
        "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#BEZUG!", "#NV",
        "#WERT!", "#¡REF!", "#¡VALOR!",
    ]

    /// Detects the damage to a text; nil if none is visible.
    package init?(_ text: FieldBytes) {
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

    /// What is wrong, as one clause.
    package var reason: String {
        switch self {
        case .overflow: "a spreadsheet's column was too narrow to show what stood here"
        case .error: "a formula of a spreadsheet failed here"
        case .exponent: "a spreadsheet has rounded a long number, and what it was is lost"
        }
    }

    /// What to do, as one clause.
    package var remedy: String {
        switch self {
        case .overflow: "widen the column, or export from the source and not from the spreadsheet"
        case .error: "mend the formula, or export its last value"
        case .exponent:
            "format the column as text before the numbers are entered, and export again from the source"
        }
    }

    /// Returns whether the text is digits with an optional fraction and an exponent, such as `1.2E+09` or `1,2E+09`.
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

/// Makes text from a file fit to be shown: short, on one line, nothing invisible.
package enum ShownText {
    /// Returns the text of the bytes, cut to 40 characters, with everything not plainly visible written as `\u{...}`.
    package static func of(_ bytes: FieldBytes) -> String {
        of(FieldBytes(start: bytes.start, count: min(bytes.count, 256)).text)
    }

    /// Returns the text, cut to `limit` characters, with everything not plainly visible written as `\u{...}`.
    package static func of(_ text: String, upTo limit: Int = 40) -> String {
        var shown = ""
        var length = 0
        for scalar in text.unicodeScalars {
            guard length < limit else { return shown + "…" }
            length += 1
            if isVisible(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return shown
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }
}
