import CivilCalendar
import ClinicalModel

/// The protocols in force, in the order of the configuration (protocol.md section 9); never empty.
///
/// A class, since every plan refers to it and shall copy none of its lists.
public final class ProtocolSet: Sendable {
    /// The protocols, in order.
    public let protocols: [SurveillanceProtocol]

    /// The protocols in this order; nil if there is none.
    public init?(_ protocols: [SurveillanceProtocol]) {
        guard !protocols.isEmpty else { return nil }
        self.protocols = protocols
    }

    /// One protocol alone.
    public init(_ only: SurveillanceProtocol) { protocols = [only] }

    /// The first: it orders the work-list, and applies to brain disease of a patient whom none covers.
    public var first: SurveillanceProtocol { protocols[0] }

    /// Their ids and versions, in words.
    public var names: String { protocols.map { "\($0.id) \($0.version)" }.joined(separator: ", ") }

    /// Returns the place of the first protocol that covers a patient; nil if none does.
    func place(covering facts: Facts) -> Int? {
        protocols.firstIndex { $0.population.covers(facts.biomarkers) }
    }
}

extension SurveillanceProtocol.Population {
    /// Whether each receptor that the population names has one of its values.
    func covers(_ biomarkers: BiomarkerFacts) -> Bool {
        values.allSatisfy { receptor, values in values.contains(biomarkers.value(of: receptor)) }
    }
}

/// A factor that raises the risk of CNS disease.
@frozen
public enum RiskFactor: String, CaseIterable, Hashable, Sendable {
    /// Young when the disease became metastatic.
    case young
    /// Lung or liver metastasis.
    case lungOrLiver = "lung-or-liver"
    /// Oestrogen and progesterone receptors negative.
    case receptorsNegative = "receptors-negative"
}
