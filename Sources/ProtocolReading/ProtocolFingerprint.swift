import CivilCalendar
import LocatedTOML
import Surveillance

/// Sixteen hexadecimal digits that distinguish protocols, for the store and the audit trail.
///
/// They cover everything that decides what is owed and how it is graded: id, version, effective date, every number,
/// on or off, urgency and grade. Title and sources are wording and do not count, nor does the layout of the file. The
/// digits are those of ``LocatedTOML/FNV1a``.
public struct ProtocolFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The digits, small letters.
    public let description: String

    /// The fingerprint of a protocol.
    public init(of surveillance: SurveillanceProtocol) {
        let text = ProtocolFingerprint.content(of: surveillance).map { $0 + "\n" }.joined()
        let digits = String(FNV1a.hash(of: text.utf8), radix: 16)
        description = String(repeating: "0", count: 16 - digits.count) + digits
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
            "young_below_age \(classification.youngBelowAge)", "high_risk_from \(classification.highRiskFrom)",
            "peak_from \(classification.peakFrom)", "peak_until \(classification.peakUntil)",
            "presentation_within \(classification.presentationWithin)",
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
}
