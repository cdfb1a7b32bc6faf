import CivilCalendar
import ClinicalModel
import Surveillance

/// A protocol as text for human readers: its identity, its numbers, and a table of its rules.
public struct ProtocolText: Sendable {
    /// The protocol's identity, and the numbers outside of rules, as pairs of name and value.
    public let facts: [(name: String, value: String)]
    /// The names of the columns of `rows`.
    public let columns = [
        "rule", "item", "on", "due", "repeat", "early", "late", "condition", "urgency", "grade", "source",
    ]
    /// One row for each rule, in the protocol's order, a text for each column; empty if a rule has no such number.
    public let rows: [[String]]

    /// The text of a protocol.
    public init(_ surveillance: SurveillanceProtocol) {
        let phases = surveillance.phases
        let classification = surveillance.classification
        facts = [
            ("protocol", surveillance.id),
            ("version", surveillance.version),
            ("effective", "\(surveillance.effective)"),
            ("title", surveillance.title),
            ("fingerprint", "\(ProtocolFingerprint(of: surveillance))"),
            ("population", ProtocolText.population(surveillance.population)),
            ("required", surveillance.population.required.map(\.rawValue).joined(separator: " ")),
            ("CNS-active drugs", ProtocolText.names(surveillance.agents.cnsActive)),
            ("targeted drugs", ProtocolText.names(surveillance.agents.targeted)),
            ("supportive drugs", ProtocolText.names(surveillance.agents.supportive)),
            ("emergency symptoms", surveillance.symptoms.emergency.map(\.rawValue).joined(separator: " ")),
            ("cord symptoms", surveillance.symptoms.cord.map(\.rawValue).joined(separator: " ")),
            ("herniation symptoms", surveillance.symptoms.herniation.map(\.rawValue).joined(separator: " ")),
            ("work-list", surveillance.workList.items.map(\.rawValue).joined(separator: " ")),
            (
                "stale after \(surveillance.workList.staleAfter)",
                surveillance.workList.staleItems.map(\.rawValue).joined(separator: " ")
            ),
            ("post-operative for", "\(phases.postOperativeFor)"),
            ("long-term from", "\(phases.longTermFrom)"),
            ("appointment kept within", "\(surveillance.appointmentKeptWithin)"),
            ("large above", "\(classification.largeAboveMillimetres) mm"),
            ("oligometastatic at most", "\(classification.oligometastaticAtMost) lesions"),
            ("favourable number at most", "\(classification.favourableNumberAtMost) lesions"),
            ("young below", "\(classification.youngBelowAge) years"),
            (
                "high risk from",
                "\(surveillance.risk.highFrom) of " + surveillance.risk.factors.map(\.rawValue).joined(separator: " ")
            ),
            ("peak of risk", "\(classification.peakFrom) to \(classification.peakUntil)"),
            ("presentation within", "\(classification.presentationWithin)"),
        ]
        rows = RuleID.allCases.map { ProtocolText.row(of: surveillance[$0]) }
    }

    /// Everything in aligned lines without trailing spaces: the facts, an empty line, the columns' names, the rules.
    public var lines: [String] {
        ProtocolText.align(facts.map { [$0.name, $0.value] }) + [""] + ProtocolText.align([columns] + rows)
    }

    private static func row(of rule: Rule) -> [String] {
        let numbers = RuleNumbers(rule)
        return [
            rule.id.rawValue,
            rule.id.definition.items.map(\.rawValue).joined(separator: ", "),
            rule.isEnabled ? "on" : "off",
            numbers.text(of: .due),
            numbers.text(of: .repeat),
            numbers.text(of: .early),
            numbers.text(of: .late),
            condition(of: rule.id, numbers),
            rule.urgency.rawValue,
            rule.grade.rawValue,
            rule.source,
        ]
    }

    private static func condition(of id: RuleID, _ numbers: RuleNumbers) -> String {
        id.definition.keys.compactMap { key in
            switch key {
            case .due, .repeat, .early, .late: nil
            case .answeredFrom: "answered from \(numbers.text(of: key))"
            case .afterResection: "\(numbers.text(of: key)) after resection"
            case .consecutive: "\(numbers.text(of: key)) in a row"
            case .lookBack: "\(numbers.text(of: key)) around it"
            case .until: "for \(numbers.text(of: key))"
            case .urgencyOtherwise: "otherwise \(numbers.text(of: key))"
            }
        }.joined(separator: ", ")
    }

    private static func population(_ population: SurveillanceProtocol.Population) -> String {
        Receptor.allCases.compactMap { receptor in
            population.values[receptor].map { "\(receptor.rawValue) \($0.map(\.rawValue).joined(separator: " or "))" }
        }.joined(separator: ", ")
    }

    private static func names(_ agents: [Agent]) -> String { agents.map(\.name).joined(separator: " ") }

    private static func align(_ rows: [[String]]) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, text) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], text.count)
            }
        }
        return rows.map { row in
            var line = ""
            var owed = 0
            for (column, text) in row.enumerated() {
                // Spaces are written only once something follows them.
                if !text.isEmpty {
                    line += String(repeating: " ", count: owed) + text
                    owed = 0
                }
                owed += widths[column] + 2 - text.count
            }
            return line
        }
    }
}

/// The numbers of a rule as text.
struct RuleNumbers {
    private let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// A number as people read it: `6w`, or `6w to 24w, 9w to 24m, 3m` for steps; empty if the rule has no such
    /// number.
    func text(of key: RuleKey) -> String {
        guard rule.id.definition.keys.contains(key) else { return "" }
        return switch key {
        case .due: "\(rule.due)"
        case .repeat:
            rule.repeats.map { step in step.until.map { "\(step.every) to \($0)" } ?? "\(step.every)" }
                .joined(separator: ", ")
        case .early: "\(rule.early)"
        case .late: "\(rule.late)"
        case .answeredFrom: "\(rule.answeredFrom)"
        case .afterResection: "\(rule.afterResection)"
        case .consecutive: "\(rule.consecutive)"
        case .lookBack: "\(rule.lookBack)"
        case .until: "\(rule.until)"
        case .urgencyOtherwise: rule.urgencyOtherwise.rawValue
        }
    }
}
