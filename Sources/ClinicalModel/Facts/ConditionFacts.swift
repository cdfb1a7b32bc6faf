/// Symptoms whose onset no later row has resolved. The rules decide whether a scan has answered them.
public struct SymptomFacts: Sendable {
    /// A symptom that is not resolved.
    public struct Unresolved: Hashable, Sendable {
        /// The symptom.
        public let symptom: Symptom
        /// The row of its onset.
        public let onset: Occurrence
    }

    /// The onsets without a later `resolved` of the same symptom, in order.
    public private(set) var unresolved: [Unresolved] = []
    /// All onsets, in order.
    public private(set) var onsets: [Unresolved] = []

    mutating func note(_ symptom: Symptom, _ change: SymptomChange, at row: Occurrence) {
        switch change {
        case .onset:
            unresolved.append(Unresolved(symptom: symptom, onset: row))
            onsets.append(Unresolved(symptom: symptom, onset: row))
        case .resolved:
            unresolved.removeAll { $0.symptom == symptom }
        }
    }
}

/// The latest value on each scale of a patient's condition.
public struct PerformanceFacts: Sendable {
    /// A value, in thousandths of its unit, and the row that gives it.
    public typealias Value = (thousandths: Int32, row: Occurrence)

    private var kps: Value?
    private var ecog: Value?
    private var lvef: Value?

    mutating func note(_ thousandths: Int32, on scale: PerformanceScale, at row: Occurrence) {
        switch scale {
        case .kps: kps = (thousandths, row)
        case .ecog: ecog = (thousandths, row)
        case .lvef: lvef = (thousandths, row)
        }
    }

    /// Returns the latest value on a scale; nil if there is none.
    public subscript(scale: PerformanceScale) -> Value? {
        switch scale {
        case .kps: kps
        case .ecog: ecog
        case .lvef: lvef
        }
    }
}
