import ClinicalModel

extension EventContent {
    /// The item that a row of the staff's own making is about; nil for what happened to the patient.
    public var item: Item? {
        switch self {
        case .appointment(let item, _), .interval(let item, _): item
        default: nil
        }
    }

    /// Whether another event takes up the word of this one: answers the same question, or begins, ends or books the same.
    func isFollowed(by other: EventContent) -> Bool {
        switch (self, other) {
        case (.appointment(let item, _), .appointment(let another, _)): item == another
        case (.drug(let agent, _), .drug(let another, _)): agent == another
        case (.symptom(let symptom, _), .symptom(let another, _)): symptom == another
        case (.contraindication(let subject, _), .contraindication(let another, _)): subject == another
        case (.status, .status), (.systemic, .systemic): true
        default: isAboutTheSame(as: other)
        }
    }
}
