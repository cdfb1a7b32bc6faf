import CivilCalendar

/// What the tissue tests say, walking their rows in order (protocol.md section 3, *HER2*).
public struct BiomarkerFacts: Sendable {
    /// What the last HER2 row says, a `2+` being decided by an in-situ hybridisation of the same date.
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

    /// The HER2 status that holds.
    public private(set) var her2 = HER2Status.notRecorded
    /// Whether HER2 was ever positive.
    public private(set) var wasEverHER2Positive = false
    /// All HER2 rows, in order.
    public private(set) var her2Rows: [Occurrence] = []
    /// The last oestrogen receptor result and its row.
    public private(set) var er: (result: ReceptorResult, row: Occurrence)?
    /// The last progesterone receptor result and its row.
    public private(set) var pr: (result: ReceptorResult, row: Occurrence)?

    private var results: [HER2Result] = []

    mutating func note(_ receptor: HormoneReceptor, _ result: ReceptorResult, at row: Occurrence) {
        switch receptor {
        case .er: er = (result, row)
        case .pr: pr = (result, row)
        }
    }

    mutating func note(_ result: HER2Result, at row: Occurrence) {
        her2Rows.append(row)
        results.append(result)
    }

    /// Works out the status once all rows are noted: a hybridisation may stand after the `2+` that it decides.
    mutating func conclude() {
        guard !results.isEmpty else { return }
        var deciding: [PartialDate: HER2Status] = [:]
        for (row, result) in zip(her2Rows, results) {
            switch result {
            case .amplified: deciding[row.date] = .positive
            case .notAmplified: deciding[row.date] = .negative
            case .threePlus, .twoPlus, .onePlus, .zero, .positive, .negative, .equivocal: break
            }
        }
        for (row, result) in zip(her2Rows, results) {
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

    /// Whether HER2 is not recorded, or equivocal and never positive: the record cannot say whether the patient is covered.
    public var isHER2Undetermined: Bool {
        switch her2 {
        case .notRecorded: true
        case .equivocal: !wasEverHER2Positive
        case .positive, .negative: false
        }
    }

    /// Whether HER2 is negative and was never positive.
    public var isHER2NegativeThroughout: Bool { her2 == .negative && !wasEverHER2Positive }
}
