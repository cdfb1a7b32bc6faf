/// The kinds of story, each leading to one of the phases of protocol.md section 4.
enum Scenario: CaseIterable {
    case earlyDisease, suspectedMetastasis, screeningDeNovo, screeningRecurrent, screeningSymptom,
        screeningBrainSuspicion
    case afterLocalTherapy, afterSecondTherapy, afterResection, computedTomography, resumed, longTerm, postOperative
    case systemicTherapyAlone, observation, drugStopped, equivocal, undecided, undecidedCritical
    case leptomeningeal, leptomeningealUntreated, suspectedLeptomeningeal
    case declined, hospice, transferred, deceased, her2Negative, her2Unknown, her2Equivocal, noDiagnosis

    /// How many of two hundred patients have this story.
    var weight: Int {
        switch self {
        case .earlyDisease: 60
        case .suspectedMetastasis: 4
        case .screeningDeNovo: 20
        case .screeningRecurrent: 24
        case .screeningSymptom: 4
        case .screeningBrainSuspicion: 1
        case .afterLocalTherapy: 17
        case .afterSecondTherapy: 6
        case .afterResection: 4
        case .computedTomography: 2
        case .resumed: 1
        case .longTerm: 10
        case .postOperative: 1
        case .systemicTherapyAlone: 8
        case .observation: 3
        case .drugStopped: 1
        case .equivocal: 3
        case .undecided: 3
        case .undecidedCritical: 1
        case .leptomeningeal: 4
        case .leptomeningealUntreated: 1
        case .suspectedLeptomeningeal: 2
        case .declined: 3
        case .hospice: 2
        case .transferred: 2
        case .deceased: 7
        case .her2Negative: 2
        case .her2Unknown: 2
        case .her2Equivocal: 1
        case .noDiagnosis: 1
        }
    }

    /// Two hundred stories in the proportions of their weights.
    static let deck: [Scenario] = allCases.flatMap { [Scenario](repeating: $0, count: $0.weight) }

    /// The story of a patient: any two hundred patients in a row have the whole deck between them.
    static func of(patient number: Int, seed: UInt64) -> Scenario {
        // 77 has no factor in common with 200, so that the steps visit every card.
        let start = Int(truncatingIfNeeded: seed % UInt64(deck.count))
        return deck[(start + number % deck.count * 77) % deck.count]
    }
}
