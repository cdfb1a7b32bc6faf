import CivilCalendar
import ClinicalModel

/// The protocols in force, in the order of the configuration (protocol.md section 9); never empty.
public final class ProtocolSet: Sendable {
    /// A protocol in force. A class, since every plan refers to one and shall copy none of its lists: all processors plan at
    /// once, and counting references to the same lists makes each wait for the others.
    final class Entry: Sendable {
        let rules: SurveillanceProtocol
        /// The population as a bit for each value of each receptor: every patient is asked.
        private let covered: UInt16

        init(_ rules: SurveillanceProtocol) {
            self.rules = rules
            var covered: UInt16 = 0
            for receptor in Receptor.allCases {
                for value in rules.population.values[receptor] ?? ReceptorValue.allCases {
                    covered |= Entry.bit(receptor, value)
                }
            }
            self.covered = covered
        }

        /// Whether each receptor that the population names has one of its values.
        func covers(_ biomarkers: BiomarkerFacts) -> Bool {
            let bits =
                Entry.bit(.her2, biomarkers.value(of: .her2)) | Entry.bit(.er, biomarkers.value(of: .er))
                | Entry.bit(.pr, biomarkers.value(of: .pr))
            return covered & bits == bits
        }

        private static func bit(_ receptor: Receptor, _ value: ReceptorValue) -> UInt16 {
            let group: UInt16 =
                switch receptor {
                case .her2: 0
                case .er: 4
                case .pr: 8
                }
            let place: UInt16 =
                switch value {
                case .positive: 0
                case .negative: 1
                case .equivocal: 2
                case .unknown: 3
                }
            return 1 << (group + place)
        }
    }

    let entries: [Entry]

    /// The protocols in this order; nil if there is none.
    public init?(_ protocols: [SurveillanceProtocol]) {
        guard !protocols.isEmpty else { return nil }
        entries = protocols.map(Entry.init)
    }

    /// One protocol alone.
    public init(_ only: SurveillanceProtocol) { entries = [Entry(only)] }

    /// The protocols, in order.
    public var protocols: [SurveillanceProtocol] { entries.map(\.rules) }

    /// The first: it orders the work-list, and applies to brain disease of a patient whom none covers.
    public var first: SurveillanceProtocol { entries[0].rules }

    /// Their ids and versions, in words.
    public var names: String { protocols.map { "\($0.id) \($0.version)" }.joined(separator: ", ") }

    /// Returns the place of the first protocol that covers a patient; nil if none does.
    func place(covering facts: Facts) -> Int? {
        entries.firstIndex { $0.covers(facts.biomarkers) }
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
