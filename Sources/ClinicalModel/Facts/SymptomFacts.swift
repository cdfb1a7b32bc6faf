/// Symptoms whose onset no later row has resolved; whether a scan has answered them is for the rules to say.
public struct SymptomFacts: Sendable {
    /// A symptom that is not resolved.
    public struct Unresolved: Hashable, Sendable {
        /// The symptom.
        public let symptom: Symptom
        /// The row of its onset.
        public let onset: Occurrence
    }

    /// The onsets without a `resolved` of the same symptom after them, in order.
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
