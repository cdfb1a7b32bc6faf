import CivilCalendar
import LocatedTOML
import Surveillance
import Testing

@testable import ProtocolReading

/// Broken copies of the shipped file, and what is said of them.
@Suite struct ProtocolFaultTests {
    /// One line of the shipped file written otherwise, and the fault that must be found on that line.
    struct Edit: Sendable, CustomTestStringConvertible {
        let table: String
        let key: String
        let value: String
        let reason: String

        init(_ table: String, _ key: String, _ value: String, _ reason: String) {
            self.table = table
            self.key = key
            self.value = value
            self.reason = reason
        }

        var testDescription: String { "[\(table)] \(key) = \(value)" }
    }

    private static let edits = [
        Edit("", "id", "\"HER2 CNS\"", "is not made of small letters, digits and hyphens"),
        Edit("", "id", "7", "must be a string, not an integer"),
        Edit("", "version", "\"\"", "is empty"),
        Edit("", "effective", "\"2025-01\"", "\"2025-01\" is not a day written YYYY-MM-DD"),
        Edit("", "effective", "\"2025-02-30\"", "\"2025-02-30\" is not a day written YYYY-MM-DD"),
        Edit("", "title", "\"one\\ntwo\"", "holds a line break or a control character"),
        Edit("phases", "long_term_from", "\"28d\"", "28d does not reach further than post_operative_for"),
        Edit("phases", "post_operative_for", "\"0d\"", "is no time at all"),
        Edit("appointments", "kept_within", "\"3m\"", "reaches further than 28d"),
        Edit("classification", "young_below_age", "5", "5 is outside of 18 to 120"),
        Edit("classification", "large_above_mm", "30.5", "must be a whole number, not a float"),
        Edit("classification", "peak_until", "\"12m\"", "12m does not reach further than peak_from"),
        Edit("rules.visit", "enabled", "\"yes\"", "must be true or false, not a string"),
        Edit("rules.visit", "due", "\"4 months\"", "\"4 months\" is not 1 to 3 digits and d, w or m"),
        Edit("rules.visit", "due", "\"1000d\"", "\"1000d\" is not 1 to 3 digits and d, w or m"),
        Edit("rules.visit", "due", "\"4y\"", "\"4y\" is not 1 to 3 digits and d, w or m"),
        Edit("rules.visit", "due", "\"-4m\"", "-4m leads into the past"),
        Edit("rules.visit", "due", "\"90m\"", "reaches further than 60m"),
        Edit("rules.visit", "due", "4", "must be a string, not an integer"),
        Edit("rules.visit", "due", "4m", "is not TOML: "),
        Edit("rules.visit", "early", "\"-30d\"", "-30d leads into the past"),
        Edit("rules.visit", "early", "\"4m\"", "4m opens the window before the previous scan, which is 4m earlier"),
        Edit("rules.visit", "late", "\"300d\"", "reaches further than 6m"),
        Edit("rules.visit", "urgency", "\"urgnt\"", "\"urgnt\" is not a word that may stand here"),
        Edit("rules.visit", "source", "\" \"", "is empty"),
        Edit("rules.visit", "grade", "\"expert\"", "\"expert\" is not a word that may stand here"),
        Edit("rules.visit", "repeat", "[]", "has no steps"),
        Edit("rules.visit", "repeat", "[{ until = \"24m\", every = \"4m\" }]", "stands in the last step"),
        Edit("rules.visit", "repeat", "[{ every = \"4m\" }, { every = \"6m\" }]", "is missing in a step"),
        Edit("rules.visit", "repeat", "[{ until = \"24m\" }, { every = \"6m\" }]", "is missing"),
        Edit("rules.visit", "repeat", "[{ every = \"0d\" }]", "is no time at all"),
        Edit("rules.visit", "repeat", "\"0m\"", "is no time at all"),
        Edit("rules.visit", "repeat", "4", "must be an array of tables, not an integer"),
        Edit("rules.visit", "repeat", "[\"4m\"]", "must be an array of tables, not an array"),
        Edit("rules.visit", "repeat", "[{ every = \"4m\", form = 1 }]", "is not a key that may stand here"),
        Edit(
            "rules.visit", "repeat",
            "[{ until = \"12m\", every = \"4m\" }, { until = \"52w\", every = \"6m\" }, { every = \"12m\" }]",
            "52w is not later than 12m of the step before"),
        Edit("rules.metastatic-screening-high-risk", "repeat", "\"4m\"", "is missing, but this rule replaces"),
        Edit("rules.metastatic-screening-high-risk", "repeat", "[{ every = \"4m\" }]", "is missing, but this rule"),
        Edit("population", "her2", "[\"weak\"]", "\"weak\" is not a word that may stand here"),
        Edit("population", "required", "[\"pr\"]", "pr is not one of the receptors that the population names"),
        Edit("population", "her2", "[]", "holds nothing"),
        Edit("symptoms", "emergency", "[]", "holds nothing"),
        Edit("symptoms", "cord", "[]", "holds nothing"),
        Edit("agents", "supportive", "[\"tucatinib\"]", "\"tucatinib\" is in two lists"),
        Edit("agents", "cns_active", "[\"Enhertu\"]", "\"Enhertu\" is not a drug's name for a list"),
        Edit("agents", "targeted", "[\"intrathecal-trastuzumab\"]", "\"intrathecal-trastuzumab\" is not a drug's name"),
        Edit("symptoms", "cord", "[\"cord\", \"seizure\"]", "seizure is in the list of emergencies too"),
        Edit("symptoms", "emergency", "[\"seizure\", \"seizure\"]", "holds \"seizure\" twice"),
        Edit("risk", "high_from", "4", "4 is outside of 1 to 3"),
        Edit("worklist", "stale_items", "[\"brain-mri\"]", "brain-mri must never move to the end"),
        Edit("worklist", "stale_after", "\"0d\"", "is no time at all"),
        Edit("rules.unexplained-symptom", "urgency_otherwise", "\"later\"", "\"later\" is not a word"),
        Edit("rules.still-equivocal", "consecutive", "1", "1 is outside of 2 to 10"),
        Edit("rules.metastatic-baseline", "answered_from", "\"-12m\"", "reaches further than 6m"),
        Edit("rules.first-lumbar-puncture", "after_resection", "\"-14d\"", "-14d leads into the past"),
    ]

    @Test(arguments: edits)
    func `a wrong value is one fault on its line`(edit: Edit) throws {
        var lines = try ShippedFile.lines()
        let index = try #require(ShippedFile.index(of: edit.key, in: edit.table, lines: lines))
        lines[index] = "\(edit.key) = \(edit.value)"
        let faults = ShippedFile.faults(of: lines)
        #expect(faults.map(\.line) == [index + 1])
        let fault = try #require(faults.first)
        #expect(fault.reason.hasPrefix(edit.reason), "\(fault)")
        #expect(fault.file == "p.toml")
        #expect(!fault.remedy.isEmpty)
        if fault.column == nil {
            let path = edit.table.isEmpty ? edit.key : "\(edit.table).\(edit.key)"
            #expect(fault.keyPath.hasPrefix(path))
        }
    }

    @Test func `all faults of a file are found at once, in the order of their lines`() throws {
        var lines = try ShippedFile.lines()
        var edited: Set<Int> = []
        // A bound that is measured against another one says nothing where that one is at fault itself.
        for edit in ProtocolFaultTests.edits where !["long_term_from", "supportive", "cord"].contains(edit.key) {
            let index = try #require(ShippedFile.index(of: edit.key, in: edit.table, lines: lines))
            guard edited.insert(index + 1).inserted else { continue }
            lines[index] = "\(edit.key) = \(edit.value)"
        }
        // Two further ones in one file: a key and a rule that do not exist.
        let rule = try #require(lines.firstIndex(of: "[rules.re-offer]"))
        lines.insert("remind = \"3m\"", at: rule + 1)
        lines += ["[rules.vist]", "enabled = true"]
        let found = ShippedFile.faults(of: lines).compactMap(\.line)
        let shifted = edited.map { $0 > rule + 1 ? $0 + 1 : $0 } + [rule + 2, lines.count - 1]
        #expect(Set(found) == Set(shifted))
        #expect(found == found.sorted())
    }

    @Test func `a missing rule is reported at the rules, an unknown one with a guess`() throws {
        let lines = try ShippedFile.lines().map { $0 == "[rules.visit]" ? "[rules.visits]" : $0 }
        let faults = ShippedFile.faults(of: lines)
        let header = try #require(lines.firstIndex(of: "[rules.visits]"))
        let first = try #require(lines.firstIndex { $0.hasPrefix("[rules.") })
        #expect(
            faults.map(\.description) == [
                "p.toml:\(first + 1): rules.visit: the table is missing; add [rules.visit] with its keys",
                "p.toml:\(header + 1): rules.visits: is not a key that may stand here; did you mean visit?",
            ])
    }

    @Test func `a misspelt key is named with the right one`() throws {
        var lines = try ShippedFile.lines()
        let index = try #require(ShippedFile.index(of: "late", in: "rules.biopsy", lines: lines))
        lines[index] = "latr = \"14d\""
        let header = try #require(lines.firstIndex(of: "[rules.biopsy]"))
        #expect(
            ShippedFile.faults(of: lines).map(\.description) == [
                "p.toml:\(header + 1): rules.biopsy.late: is missing; add late = \"14d\"",
                "p.toml:\(index + 1): rules.biopsy.latr: is not a key that may stand here; did you mean late?",
            ])
    }

    @Test func `only HER2 is ever equivocal`() throws {
        var lines = try ShippedFile.lines()
        let header = try #require(lines.firstIndex(of: "[population]"))
        lines.insert("er = [\"equivocal\"]", at: header + 1)
        #expect(
            ShippedFile.faults(of: lines).map(\.description) == [
                "p.toml:\(header + 2): population.er: only HER2 can be equivocal; remove equivocal"
            ])
    }

    @Test func `a required receptor that nobody would be asked for is refused`() throws {
        var lines = try ShippedFile.lines()
        let index = try #require(ShippedFile.index(of: "her2", in: "population", lines: lines))
        lines[index] = "her2 = [\"positive\"]"
        #expect(
            ShippedFile.faults(of: lines).map(\.description) == [
                "p.toml:\(index + 2): population.required: her2 is asked for nowhere: a patient without it does not belong to"
                    + " the population; add \"unknown\" to the values of her2, or remove it from required"
            ])
    }

    @Test func `a key twice is refused on its second line`() throws {
        var lines = try ShippedFile.lines()
        let index = try #require(ShippedFile.index(of: "due", in: "rules.biopsy", lines: lines))
        lines.insert("due = \"29d\"", at: index + 1)
        #expect(ShippedFile.faults(of: lines).map(\.line) == [index + 2])
    }

    @Test(arguments: ["", "# nothing\n", "[rules]\n"])
    func `an empty file lacks everything, on no line`(text: String) {
        let faults = ShippedFile.faults(of: [text])
        for key in ["id", "version", "effective", "title", "phases", "appointments", "classification", "rules"] {
            let isThere = text.hasPrefix("[") && key == "rules"
            #expect(faults.contains { $0.keyPath == key && $0.line == nil } != isThere, "\(key)")
        }
    }

    @Test func `every kind of fault says why and what to do`() {
        let kinds: [ProtocolFault] = [
            .empty, .controlCharacters, .tooLong(limit: 3), .identifier, .negative(.days(-1)), .zero,
            .tooFar(limit: .days(3)), .notAfter(.days(1), key: "k"), .noSteps, .untilMissing, .lastStepEnds,
            .untilRequired(example: "e"), .untilNotLater(.days(1), than: .days(2)),
            .earlyCoversRepeat(early: .days(3), every: .days(2)), .agentName("X"), .idTwice, .agentTwice("x"),
            .missingItems(["visit"]), .neverStale("brain-mri"), .symptomTwice("cord"), .moreThanListed(2),
            .neverEquivocal, .requiredIsNotNamed("er"), .emptyList, .requiredIsNotMissed("er"),
        ]
        for kind in kinds {
            // A new kind fails to compile here until it stands in the list above.
            switch kind {
            case .empty, .controlCharacters, .tooLong, .identifier, .negative, .zero, .tooFar, .notAfter, .noSteps,
                .untilMissing, .lastStepEnds, .untilRequired, .untilNotLater, .earlyCoversRepeat, .agentName,
                .idTwice, .agentTwice, .missingItems, .neverStale, .symptomTwice, .moreThanListed, .neverEquivocal,
                .requiredIsNotNamed, .emptyList, .requiredIsNotMissed:
                #expect(kind.reason.count > 5)
                #expect(kind.remedy.count > 5)
            }
        }
    }
}
