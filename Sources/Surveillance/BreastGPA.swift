import CivilCalendar
import ClinicalModel

/// The Breast-GPA 2020 (Sperduto), a prognostic score of 0 to 4, as the range that the recorded facts allow.
///
/// The points are the published ones and no setting of a site. For display only: no survival figure is printed for a person,
/// and no rule reads it.
public struct BreastGPA: Hashable, Sendable {
    /// One part of the score, in tenths of a point.
    public struct Part: Hashable, Sendable {
        /// What is scored.
        public let name: String
        /// The fewest and the most tenths of a point that the recorded facts allow; equal where the fact is known.
        public let tenths: ClosedRange<Int>
    }

    /// The parts, in the order of the publication.
    public let parts: [Part]

    /// The score in tenths of a point.
    public var tenths: ClosedRange<Int> {
        parts.reduce(0...0) { sum, part in
            (sum.lowerBound + part.tenths.lowerBound)...(sum.upperBound + part.tenths.upperBound)
        }
    }

    /// The names of the parts whose facts are missing.
    public var missing: [String] { parts.filter { $0.tenths.count > 1 }.map(\.name) }

    /// The score in these facts; nil for a patient without CNS disease.
    public init?(facts: Facts) {
        guard let onset = facts.F?.row ?? facts.lmDate else { return nil }
        parts = [
            Part(name: "performance status (KPS)", tenths: BreastGPA.performance(facts)),
            Part(name: "tumour subtype", tenths: BreastGPA.subtype(facts)),
            Part(name: "age", tenths: BreastGPA.age(facts, at: onset.date.first)),
            Part(name: "extracranial metastases", tenths: BreastGPA.extracranial(facts)),
            Part(name: "number of brain metastases", tenths: BreastGPA.number(facts)),
        ]
    }

    private static func performance(_ facts: Facts) -> ClosedRange<Int> {
        guard let kps = facts.performance[.kps]?.thousandths else { return 0...10 }
        return kps >= 90_000 ? 10...10 : kps >= 70_000 ? 5...5 : 0...0
    }

    private static func subtype(_ facts: Facts) -> ClosedRange<Int> {
        let receptors = [facts.biomarkers.er?.result, facts.biomarkers.pr?.result]
        let hormone: ClosedRange<Int> =
            receptors.contains(.positive) ? 5...5 : receptors.contains(nil) ? 0...5 : 0...0
        if facts.biomarkers.wasEverHER2Positive { return 15...15 }
        return facts.biomarkers.isUndetermined(.her2) ? hormone.lowerBound...15 : hormone
    }

    private static func age(_ facts: Facts, at day: CivilDate) -> ClosedRange<Int> {
        guard let birth = facts.birthDate else { return 0...5 }
        let oldest = day.wholeYears(since: birth.first)
        let youngest = day.wholeYears(since: birth.last)
        return (oldest >= 60 ? 0 : 5)...(youngest >= 60 ? 0 : 5)
    }

    private static func extracranial(_ facts: Facts) -> ClosedRange<Int> {
        if facts.sites.confirmations.contains(where: { $0.site != .brain }) { return 0...0 }
        // A suspicion may turn out either way, and a diagnosis "metastatic" does not say where: it may be the brain alone.
        let isSuspected = facts.sites.suspicions.contains { $0.site != .brain }
        return facts.metastaticDiagnosis == nil && !isSuspected ? 5...5 : 0...5
    }

    private static func number(_ facts: Facts) -> ClosedRange<Int> {
        guard let count = facts.Q?.lesions.count else { return 0...5 }
        return count >= 2 ? 0...0 : 5...5
    }
}
