import CivilCalendar
import ClinicalModel
import Foundation
import Surveillance
import TestSupport
import Testing

@testable import ProtocolReading

/// The shipped files against the text, docs/protocol.md: its tables are read, number by number.
@Suite struct ShippedProtocolTests {
    /// The rows of the tables of sections 5 and 6.
    private static let rows: [ProtocolTextRow] = {
        guard let text = try? PackageFolder.text(of: "docs/protocol.md") else { return [] }
        return text.split(separator: "\n").map(String.init).compactMap(ProtocolTextRow.init)
    }()

    @Test func `the text has a row for each rule and no others, in the order of the rules`() {
        let names = ShippedProtocolTests.rows.map(\.rule)
        var first: [String] = []
        for name in names where !first.contains(name) { first.append(name) }
        #expect(first == RuleID.allCases.map(\.rawValue))
        // Only the rules that ask for brain and spine have two.
        let twice = Set(first.filter { name in names.count { $0 == name } > 1 })
        #expect(twice.isSubset(of: ["suspected-leptomeningeal"]))
    }

    @Test(arguments: RuleID.allCases)
    func `a rule has the numbers of its row`(id: RuleID) throws {
        let rule = try ShippedFile.document()[id]
        let rows = ShippedProtocolTests.rows.filter { $0.rule == id.rawValue }
        #expect(!rows.isEmpty)
        for row in rows {
            #expect(rule.early == row.early && rule.late == row.late)
            #expect(row.urgency.hasPrefix(rule.urgency.rawValue), "\(row.urgency)")
            #expect(row.urgency.contains(rule.urgencyOtherwise.rawValue), "\(row.urgency)")
            #expect(row.grade.contains(rule.grade.rawValue), "\(row.grade)")
            var numbers = [rule.due, rule.answeredFrom, rule.afterResection, rule.lookBack, rule.until]
            for step in rule.repeats { numbers += [step.every] + [step.until].compactMap(\.self) }
            for number in numbers where number != .none && !row.says(number) {
                Issue.record("\(id.rawValue): \(number) is not in the text")
            }
        }
    }

    @Test func `a rule that is off is marked so, and no other`() throws {
        let document = try ShippedFile.document()
        for row in ShippedProtocolTests.rows {
            let id = try #require(RuleID(rawValue: row.rule))
            #expect(document[id].isEnabled == !row.isOff, "\(row.rule)")
        }
    }

    @Test(arguments: RuleID.allCases)
    func `the source of a rule of section 5 is that of its row`(id: RuleID) throws {
        for row in ShippedProtocolTests.rows where row.rule == id.rawValue {
            guard let source = row.source, !source.hasPrefix("the same") else { continue }
            let shipped = try ShippedFile.document()[id].source
            #expect(shipped == source, "\(id.rawValue)")
        }
    }

    @Test func `the second population differs in the numbers that section 9 names and in nothing else`() throws {
        let her2 = try ShippedFile.document()
        var tnbc = try ProtocolReader.read(path: PackageFolder.file("etc/cnswatch/protocols/tnbc-cns.toml"))
        let changed: Set<RuleID> = [.metastaticBaseline, .metastaticScreening, .afterLocalTherapy, .untreatedFinding]
        for id in RuleID.allCases { #expect((her2[id] != tnbc[id]) == changed.contains(id), "\(id.rawValue)") }
        #expect(tnbc[.metastaticBaseline].due == .days(14) && tnbc[.metastaticBaseline].late == .days(14))
        #expect(
            tnbc[.metastaticScreening].repeats == [
                Rule.RepeatStep(until: .months(12), every: .months(4)), Rule.RepeatStep(until: nil, every: .months(6)),
            ])
        #expect(
            tnbc[.afterLocalTherapy].repeats == [
                Rule.RepeatStep(until: .months(12), every: .months(2)), Rule.RepeatStep(until: nil, every: .months(3)),
            ])
        #expect(tnbc[.untreatedFinding].due == .days(14) && tnbc[.untreatedFinding].late == .none)
        #expect(tnbc.classification.peakFrom == .none && tnbc.classification.peakUntil == .months(12))
        #expect(
            tnbc.population.values == [.her2: [.negative], .er: [.negative, .unknown], .pr: [.negative, .unknown]])
        #expect(tnbc.population.required == [.er])
        #expect(tnbc.agents.cnsActive == [Agent("trastuzumab-deruxtecan")] && tnbc.agents.targeted.isEmpty)
        (tnbc.classification, tnbc.population, tnbc.agents) = (her2.classification, her2.population, her2.agents)
        (tnbc.id, tnbc.version, tnbc.title) = (her2.id, her2.version, her2.title)
        for id in changed { tnbc[id] = her2[id] }
        #expect(tnbc == her2)
    }

    @Test func `the words that are data are those of the text`() throws {
        let text = try PackageFolder.text(of: "docs/protocol.md")
        let document = try ShippedFile.document()
        func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: " ") }
        #expect(
            text.contains("CNS-active agents: " + list(document.agents.cnsActive.map(\.name)) + ". Other HER2 agents:"))
        #expect(
            document.agents.targeted.map(\.name) == [
                "trastuzumab", "pertuzumab", "trastuzumab-emtansine", "margetuximab",
            ])
        let commas = { (words: [String]) in words.map { "`\($0)`" }.joined(separator: ", ") }
        #expect(text.contains("`supportive` (shipped: \(commas(document.agents.supportive.map(\.name))))"))
        #expect(text.contains("`[symptoms] emergency`: \(commas(document.symptoms.emergency.map(\.rawValue)))"))
        #expect(document.symptoms.cord == [.cord, .incontinence])
        #expect(document.symptoms.herniation == [.raisedICP, .reducedConsciousness])
        #expect(text.contains("(`\(RiskFactor.allCases.map(\.rawValue).joined(separator: "`, `"))`)"))
        #expect(document.risk.factors == RiskFactor.allCases && document.risk.highFrom == 2)
        let items = document.workList.items.map(\.rawValue)
        #expect(
            text.filter { $0 != "\n" }.contains(
                "shipped: \(commas(items))".replacing("`csf`, `biopsy`", with: "`csf`,`biopsy`")))
        #expect(text.contains("(shipped: \(commas(document.workList.staleItems.map(\.rawValue)));"))
        #expect(document.workList.staleAfter == .months(12))
        #expect(document.population.values == [.her2: [.positive, .equivocal, .unknown]])
        #expect(document.population.required == [.her2])
    }

    @Test func `the numbers outside of rules are those of sections 4, 5, 7 and 8`() throws {
        let document = try ShippedFile.document()
        #expect(document.id == "her2-cns")
        #expect(document.version == "2")
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

/// A row of a table of rules in docs/protocol.md.
private struct ProtocolTextRow: Sendable {
    let rule: String
    let isOff: Bool
    let early: Interval
    let late: Interval
    let urgency: String
    /// Sections 5 alone has a column for it.
    let source: String?
    let grade: String
    /// All intervals that the row mentions.
    let intervals: Set<Interval>
    private let text: String

    init?(_ line: String) {
        guard line.hasPrefix("| `") else { return nil }
        let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard let place = cells.firstIndex(where: { $0.wholeMatch(of: #/\d+( d)? / \d+( d)?/#) != nil }),
            cells.indices.contains(place + 2)
        else { return nil }
        let names = cells[0].matches(of: #/`([a-z0-9-]+)`/#).map { String($0.1) }
        guard let name = cells[0].contains("rule `") ? names.last : names.first, RuleID(rawValue: name) != nil
        else { return nil }
        rule = name
        isOff = cells[0].contains("(off)")
        let window = cells[place].matches(of: #/\d+/#).compactMap { Int($0.0) }
        (early, late) = (.days(window[0]), .days(window[1]))
        urgency = cells[place + 1]
        source = cells.count > place + 3 ? cells[place + 2] : nil
        grade = cells[cells.count - 1]
        text = cells[..<place].joined(separator: " ") + " " + cells[place + 1]
        intervals = Set(
            text.matches(of: #/([+-])? ?(\d+) ([dwm])\b/#).compactMap { match in
                Int(match.2).map { count in
                    let interval = Interval(count, match.3 == "d" ? .days : match.3 == "w" ? .weeks : .months)
                    return match.1 == "-" ? -interval : interval
                }
            })
    }

    /// Whether the row mentions an interval, in either direction, or refers to another row for it.
    func says(_ number: Interval) -> Bool {
        intervals.contains(number) || intervals.contains(-number) || text.contains("as the brain rule")
    }
}
