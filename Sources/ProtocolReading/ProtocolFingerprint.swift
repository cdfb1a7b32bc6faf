import CivilCalendar
import ClinicalModel
import LocatedTOML
import Surveillance

/// Sixteen hexadecimal digits that distinguish protocols, for the store and the audit trail.
///
/// They cover everything that decides what is owed, how it is graded and listed: id, version, effective date, every number
/// and list, on or off, urgency and grade. Title and sources are wording and do not count, nor does the layout of the file. The
/// digits are those of ``LocatedTOML/FNV1a``.
public struct ProtocolFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The digits, small letters.
    public let description: String

    /// The fingerprint of a protocol.
    public init(of surveillance: SurveillanceProtocol) {
        self.init(lines: ProtocolFingerprint.content(of: surveillance))
    }

    private init(lines: [String]) {
        let text = lines.map { $0 + "\n" }.joined()
        let digits = String(FNV1a.hash(of: text.utf8), radix: 16)
        description = String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The fingerprint of the protocols in force: that of the protocol itself where there is one.
    public init(of protocols: ProtocolSet) {
        guard protocols.protocols.count > 1 else {
            self.init(of: protocols.first)
            return
        }
        self.init(lines: protocols.protocols.flatMap(ProtocolFingerprint.content))
    }

    private static func content(of surveillance: SurveillanceProtocol) -> [String] {
        let phases = surveillance.phases
        let classification = surveillance.classification
        // Texts and intervals are written as in the file, so that the value survives changes of the program's types.
        var lines = [
            "id \(surveillance.id)", "version \(surveillance.version)", "effective \(surveillance.effective)",
            "post_operative_for \(phases.postOperativeFor)", "long_term_from \(phases.longTermFrom)",
            "kept_within \(surveillance.appointmentKeptWithin)",
            "large_above_mm \(classification.largeAboveMillimetres)",
            "oligometastatic_at_most \(classification.oligometastaticAtMost)",
            "favourable_number_at_most \(classification.favourableNumberAtMost)",
            "young_below_age \(classification.youngBelowAge)",
            "peak_from \(classification.peakFrom)", "peak_until \(classification.peakUntil)",
            "presentation_within \(classification.presentationWithin)",
        ]
        let population = surveillance.population
        for receptor in Receptor.allCases {
            guard let values = population.values[receptor] else { continue }
            lines.append(list(receptor.rawValue, values.map(\.rawValue)))
        }
        let agents = surveillance.agents
        let symptoms = surveillance.symptoms
        lines += [
            list("required", population.required.map(\.rawValue)),
            list("cns_active", agents.cnsActive.map(\.name)), list("targeted", agents.targeted.map(\.name)),
            list("supportive", agents.supportive.map(\.name)),
            list("emergency", symptoms.emergency.map(\.rawValue)), list("cord", symptoms.cord.map(\.rawValue)),
            list("herniation", symptoms.herniation.map(\.rawValue)),
            list("risk", surveillance.risk.factors.map(\.rawValue)), "high_from \(surveillance.risk.highFrom)",
            "items " + surveillance.workList.items.map(\.rawValue).joined(separator: " "),
            list("stale_items", surveillance.workList.staleItems.map(\.rawValue)),
            "stale_after \(surveillance.workList.staleAfter)",
        ]
        for definition in RuleDefinition.all {
            let rule = surveillance[definition.id]
            let numbers = definition.keys.map { "\($0.rawValue) \(RuleNumbers(rule).text(of: $0))" }
            let words = "\(rule.urgency.rawValue) \(rule.grade.rawValue)"
            lines.append(
                "rule \(definition.id.rawValue) \(rule.isEnabled) \(numbers.joined(separator: " ")) \(words)")
        }
        return lines
    }

    /// A list whose order means nothing.
    private static func list(_ name: String, _ words: [String]) -> String {
        ([name] + words.sorted()).joined(separator: " ")
    }
}
