import CivilCalendar

/// The results of the tissue tests, from their rows in order (protocol.md section 3, *HER2*).
public struct BiomarkerFacts: Sendable {
    /// The status given by the last HER2 row; an in-situ hybridisation of the same date decides a `2+`.
    public enum HER2Status: String, CaseIterable, Hashable, Sendable {
        /// No HER2 row.
        case notRecorded = "not-recorded"
        /// Positive.
        case positive
        /// Negative.
        case negative
        /// Equivocal.
        case equivocal
    }

    /// The HER2 status in effect.
    public private(set) var her2 = HER2Status.notRecorded
    /// Whether HER2 was ever positive.
    public private(set) var wasEverHER2Positive = false
    /// The last HER2 row.
    public var latestHER2Row: Occurrence? { her2Tests.last?.row }
    /// The last oestrogen receptor result and its row.
    public private(set) var er: (result: ReceptorResult, row: Occurrence)?
    /// The last progesterone receptor result and its row.
    public private(set) var pr: (result: ReceptorResult, row: Occurrence)?

    private var her2Tests: [(row: Occurrence, result: HER2Result)] = []

    mutating func note(_ receptor: HormoneReceptor, _ result: ReceptorResult, at row: Occurrence) {
        switch receptor {
        case .er: er = (result, row)
        case .pr: pr = (result, row)
        }
    }

    mutating func note(_ result: HER2Result, at row: Occurrence) {
        her2Tests.append((row, result))
    }

    /// Determines the status once all rows are noted: a hybridisation may come after the `2+` that it decides.
    mutating func conclude() {
        var deciding: [PartialDate: HER2Status] = [:]
        for (row, result) in her2Tests {
            switch result {
            case .amplified: deciding[row.date] = .positive
            case .notAmplified: deciding[row.date] = .negative
            case .threePlus, .twoPlus, .onePlus, .zero, .positive, .negative, .equivocal: break
            }
        }
        for (row, result) in her2Tests {
            her2 =
                switch result {
                case .threePlus, .amplified, .positive: .positive
                case .zero, .onePlus, .notAmplified, .negative: .negative
                case .twoPlus: deciding[row.date] ?? .equivocal
                case .equivocal: .equivocal
                }
            if her2 == .positive { wasEverHER2Positive = true }
        }
    }

    /// What the record says of a receptor (protocol.md section 9).
    public func value(of receptor: Receptor) -> ReceptorValue {
        switch receptor {
        case .her2:
            if wasEverHER2Positive { return .positive }
            return switch her2 {
            case .notRecorded: .unknown
            case .positive: .positive
            case .negative: .negative
            case .equivocal: .equivocal
            }
        case .er: return BiomarkerFacts.value(er?.result)
        case .pr: return BiomarkerFacts.value(pr?.result)
        }
    }

    private static func value(_ result: ReceptorResult?) -> ReceptorValue {
        switch result {
        case .positive: .positive
        case .negative: .negative
        case nil: .unknown
        }
    }

    /// The latest row of a receptor.
    public func latestRow(of receptor: Receptor) -> Occurrence? {
        switch receptor {
        case .her2: latestHER2Row
        case .er: er?.row
        case .pr: pr?.row
        }
    }

    /// Whether the record does not say whether a receptor is there: unknown, or equivocal and never positive.
    public func isUndetermined(_ receptor: Receptor) -> Bool {
        switch value(of: receptor) {
        case .unknown, .equivocal: true
        case .positive, .negative: false
        }
    }
}
