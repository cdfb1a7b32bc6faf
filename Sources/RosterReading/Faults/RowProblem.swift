import ClinicalModel

/// A fault as it is found: cheap to make, its bytes lent by the reader, put into words only where somebody will see them.
struct RowProblem {
    let kind: RosterFaultKind
    let column: String?
    let value: FieldBytes?
    /// The words accepted in this place.
    let accepted: [String]
    /// The word that was probably meant, or what a particular case adds.
    let suggestion: String
    /// How many there should be, and how many there are.
    let expected: Int
    let found: Int

    init(
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

    /// The fault in words.
    func inWords(severity: FaultSeverity) -> FieldFault {
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
                "the row has \(Counted(found, "field")) where the header has \(expected)",
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
            // The translator of a mapping puts these into words itself.
            ("the mapping does not know this", "add it to the mapping, or correct it")
        case .badInterval:
            ("`\(shown)` is no interval", "write 1 to 3 digits and `d`, `w` or `m`, as `6w`; or `protocol`")
        case .badResource, .resourceTooLarge, .badElement, .missingSubject, .unknownSubject, .undatedResource,
            .sharedNumber, .conflictingPatient, .contradictoryMerge, .unreadFile:
            // The reader of FHIR puts these into words itself.
            ("the resource cannot be used", "correct it at its source, and export again")
        }
    }

    private var list: String { accepted.map { "`\($0)`" }.joined(separator: ", ") }
    private var oneOf: String { accepted.count == 1 ? list : "one of \(list)" }

    private var unknownWordRemedy: String {
        guard let value, let near = NearestWord(to: value, among: accepted).word else { return "write \(oneOf)" }
        return accepted.count == 1 ? "write `\(near)`" : "write `\(near)` if that is meant; accepted are \(list)"
    }
}
