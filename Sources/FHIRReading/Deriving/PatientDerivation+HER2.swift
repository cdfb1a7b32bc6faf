import CivilCalendar
import ClinicalModel
import RosterReading

extension PatientDerivation {
    /// The HER2 results, and where they disagree.
    ///
    /// Of one day, what makes the tumour positive stands last: IHC 3+ or an amplified ISH is positive whatever the other says
    /// (ASCO/CAP), and the last result holds.
    mutating func deriveHER2() {
        var results: [(result: HER2Result, fact: Int)] = []
        for (index, fact) in facts.enumerated() {
            if case .her2(let result) = fact.content { results.append((result, index)) }
        }
        results.sort { one, other in
            let (first, second) = (facts[one.fact].date.first, facts[other.fact].date.first)
            return (first, PatientDerivation.weight(one.result), one.fact)
                < (second, PatientDerivation.weight(other.result), other.fact)
        }
        for (result, fact) in results { add(.her2(result), fact) }
        let firm = results.filter { PatientDerivation.weight($0.result) >= 2 }
        let isDiscordant = Set(firm.map { PatientDerivation.weight($0.result) }).count > 1
        if isDiscordant, let last = firm.last {
            let words = firm.map { "\($0.result.rawValue) on \(facts[$0.fact].date)" }
            ask(.her2Discordant, words.suffix(4).joined(separator: ", "), last.fact)
        }
        for (result, fact) in results where result == .twoPlus {
            let hasISH = results.contains { other in
                (other.result == .amplified || other.result == .notAmplified)
                    && facts[other.fact].date.first >= facts[fact].date.first
            }
            if !hasISH { ask(.her2WithoutISH, "", fact) }
        }
    }

    /// 3 for positive, 2 for negative, 1 and 0 for what is equivocal.
    private static func weight(_ result: HER2Result) -> Int {
        switch result {
        case .equivocal: 0
        case .twoPlus: 1
        case .zero, .onePlus, .notAmplified, .negative: 2
        case .threePlus, .amplified, .positive: 3
        }
    }
}
