import ClinicalModel

/// What is said where the audit trail speaks of acts that the store does not have.
struct LostActs: CustomStringConvertible {
    private let acts: [Int64]

    init(_ acts: [Int64]) { self.acts = acts }

    var description: String {
        let range = acts.first == acts.last ? "\(acts.first ?? 0)" : "\(acts.first ?? 0) to \(acts.last ?? 0)"
        return
            "the store does not have \(Counted(acts.count, "act")) of staff (\(range)) that the audit trail speaks of: it was "
            + "removed, or an older one was put in its place; bring back the right one from a backup, or have staff do again "
            + "what \"cnswatch audit\" shows"
    }
}
