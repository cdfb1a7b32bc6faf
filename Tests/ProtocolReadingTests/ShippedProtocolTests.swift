import CivilCalendar
import Surveillance
import Testing

@testable import ProtocolReading

/// The shipped file against protocol.md, number by number.
@Suite struct ShippedProtocolTests {
    /// Sections 5 and 6, in their order. `6w<24w 3m`: 6 weeks for scans before week 24, then 3 months.
    private static let rules: [ExpectedRule] = [
        ExpectedRule(5, .postOperative, due: "2d", "2d", "1d", .inpatient, .guideline),
        ExpectedRule(5, .equivocalFinding, due: "6w", "0d", "14d", .soon, .guideline),
        ExpectedRule(5, .firstAfterLocalTherapy, due: "2m", "14d", "14d", .routine, .guideline).answered(from: "28d"),
        ExpectedRule(5, .afterLocalTherapy, repeats: "3m", "14d", "14d", .routine, .guideline),
        ExpectedRule(5, .longTerm, repeats: "4m", "14d", "14d", .routine, .guideline),
        ExpectedRule(
            5, .systemicTherapyAlone, due: "6w", repeats: "6w<24w 9w<24m 3m", "7d", "7d", .routine, .trial
        ).answered(from: "14d"),
        ExpectedRule(5, .undecided, repeats: "2m", "14d", "14d", .routine, .local),
        ExpectedRule(5, .observation, repeats: "2m", "14d", "14d", .routine, .local),
        ExpectedRule(5, .leptomeningealBaseline, due: "7d", "7d", "7d", .urgent, .local).answered(from: "-28d"),
        ExpectedRule(5, .leptomeningeal, due: "6w", repeats: "6w<24w 8w", "7d", "14d", .soon, .local)
            .answered(from: "14d"),
        ExpectedRule(5, .metastaticBaseline, due: "28d", "28d", "14d", .advisory, .local).answered(from: "-28d"),
        ExpectedRule(5, .metastaticScreening, repeats: "6m", "28d", "28d", .advisory, .trial),
        ExpectedRule(5, .metastaticScreeningHighRisk, repeats: "4m<12m", "21d", "21d", .advisory, .trial).off(),
        ExpectedRule(5, .systemicProgression, due: "28d", "28d", "14d", .advisory, .local).answered(from: "-28d"),
        ExpectedRule(5, .suspectedMetastasis, due: "28d", "0d", "28d", .advisory, .local),
        ExpectedRule(5, .neuroEmergency, due: "0d", "0d", "1d", .emergency, .local),
        ExpectedRule(5, .neuroSymptom, due: "7d", "7d", "7d", .urgent, .guideline),
        ExpectedRule(5, .lesionOnCT, due: "7d", "7d", "7d", .urgent, .local),
        ExpectedRule(5, .findingWithoutScan, due: "7d", "7d", "7d", .urgent, .local).answered(from: "-28d"),
        ExpectedRule(5, .suspectedLeptomeningeal, due: "7d", "0d", "7d", .soon, .local).answered(from: "-28d"),
        ExpectedRule(5, .suspectedBrainMetastasis, due: "7d", "7d", "7d", .urgent, .local),
        ExpectedRule(5, .repeatNonDiagnostic, due: "14d", "14d", "0d", .soon, .local),
        ExpectedRule(6, .cordSymptom, due: "0d", "0d", "1d", .emergency, .guideline),
        ExpectedRule(6, .untreatedFinding, due: "28d", "28d", "0d", .soon, .local),
        ExpectedRule(6, .untreatedCriticalFinding, due: "1d", "1d", "0d", .urgent, .local),
        ExpectedRule(6, .untreatedLeptomeningeal, due: "28d", "28d", "0d", .soon, .local),
        ExpectedRule(6, .drugStopped, due: "28d", "28d", "0d", .soon, .local),
        ExpectedRule(6, .stillEquivocal, due: "14d", "14d", "0d", .soon, .local).consecutive(3),
        ExpectedRule(6, .trialEvaluation, due: "28d", "28d", "28d", .routine, .local),
        ExpectedRule(6, .biopsy, due: "28d", "28d", "14d", .soon, .local),
        ExpectedRule(6, .firstLumbarPuncture, due: "7d", "0d", "7d", .soon, .local).afterResection("14d"),
        ExpectedRule(6, .repeatLumbarPuncture, due: "7d", "0d", "7d", .soon, .guideline).afterResection("14d"),
        ExpectedRule(6, .intrathecalTherapy, due: "4w", repeats: "6w<24w 8w", "0d", "14d", .routine, .local),
        ExpectedRule(6, .visit, due: "4m", repeats: "4m<24m 6m<60m 12m", "30d", "30d", .routine, .guideline),
        ExpectedRule(6, .mammogram, due: "12m", repeats: "12m", "60d", "60d", .routine, .guideline),
        ExpectedRule(6, .cardiacFunction, due: "3m", "14d", "14d", .routine, .guideline).off(),
        ExpectedRule(6, .reOffer, due: "6m", "0d", "28d", .routine, .local),
        ExpectedRule(6, .dataCorrection, due: "0d", "0d", "7d", .routine, .local),
    ]

    /// The source column of section 5.
    private static let sources: [(RuleID, String)] = [
        (.postOperative, "EANO-ESMO 2021 (48 h); practice limit 72 h"),
        (.equivocalFinding, "DEGRO radiation-necrosis guideline, 6-8 weeks"),
        (.firstAfterLocalTherapy, "ASCO 2-4 months; EANO-ESMO and NCCN 2-3 months"),
        (.longTerm, "NCCN 4-6 months, indefinitely"),
        (.systemicTherapyAlone, "HER2CLIMB schedule (6-weekly to week 24, then 9-weekly)"),
        (.undecided, "the lower end of 2-4 months"),
        (.leptomeningealBaseline, "none found"),
        (.leptomeningeal, "RANO-LM (neuraxis MRI); interval by consensus"),
        (.metastaticBaseline, "EANO-ESMO \"consider\"; ASCO 2022 insufficient evidence for or against"),
        (.metastaticScreening, "NCT05115474, NCT07357298 (6-monthly)"),
        (.metastaticScreeningHighRisk, "SYMPToM (4-monthly)"),
        (.systemicProgression, "by analogy with trial baselines"),
        (.neuroEmergency, "EANO-ESMO 2021 (indication); 24 h local"),
        (.neuroSymptom, "ASCO 2022 10.2 (low threshold); NICE NG12 (2 weeks)"),
        (.lesionOnCT, "EANO-ESMO: MRI is the standard"),
        (.suspectedLeptomeningeal, "EANO-ESMO LM: neuraxis MRI"),
        (.repeatNonDiagnostic, "none found"),
    ]

    @Test func `the table above names every rule once, in the protocol's order`() {
        #expect(ShippedProtocolTests.rules.map(\.id) == RuleID.allCases)
    }

    @Test(arguments: rules)
    func `each rule has the numbers of its row`(expected: ExpectedRule) throws {
        let rule = try ShippedFile.document()[expected.id]
        #expect(rule.isEnabled == expected.isEnabled)
        #expect(rule.due == Interval(expected.due))
        #expect(rule.repeats == expected.steps)
        #expect(rule.early == Interval(expected.early))
        #expect(rule.late == Interval(expected.late))
        #expect(rule.answeredFrom == Interval(expected.answeredFrom))
        #expect(rule.afterResection == Interval(expected.afterResection))
        #expect(rule.consecutive == expected.consecutive)
        #expect(rule.urgency == expected.urgency)
        #expect(rule.grade == expected.grade)
        #expect(!rule.source.isEmpty)
    }

    @Test(arguments: sources)
    func `sources are those of section 5`(id: RuleID, source: String) throws {
        #expect(try ShippedFile.document()[id].source == source)
    }

    @Test func `the numbers outside of rules are those of sections 4, 5, 7 and 8`() throws {
        let document = try ShippedFile.document()
        #expect(document.id == "her2-cns")
        #expect(document.version == "1")
        #expect(document.effective == CivilDate("2025-01-01"))
        #expect(document.title == "CNS surveillance in HER2-positive breast cancer")
        // Section 4: D + 28 d, and B = L + 24 m.
        #expect(document.phases.postOperativeFor == .days(28))
        #expect(document.phases.longTermFrom == .months(24))
        // Section 7: no scan within 3 d.
        #expect(document.appointmentKeptWithin == .days(3))
        // Sections 3 and 8: larger than 30 mm; at most 4, at most 3; younger than 50; 12-24 months; 28 d. Section 5: two.
        #expect(document.classification.largeAboveMillimetres == 30)
        #expect(document.classification.oligometastaticAtMost == 4)
        #expect(document.classification.favourableNumberAtMost == 3)
        #expect(document.classification.youngBelowAge == 50)
        #expect(document.classification.highRiskFrom == 2)
        #expect(document.classification.peakFrom == .months(12))
        #expect(document.classification.peakUntil == .months(24))
        #expect(document.classification.presentationWithin == .days(28))
    }

    @Test func `a rule graded guideline or trial names one`() throws {
        let document = try ShippedFile.document()
        for id in RuleID.allCases where document[id].grade != .local {
            #expect(!document[id].source.hasPrefix("none found"), "\(id.rawValue)")
        }
    }

    @Test func `each rule is introduced by a comment`() throws {
        let lines = try ShippedFile.lines()
        for (index, line) in lines.enumerated() where line.hasPrefix("[") {
            #expect(index > 0 && (lines[index - 1].hasPrefix("#") || lines[index + 1].hasPrefix("#")), "\(line)")
        }
    }
}
