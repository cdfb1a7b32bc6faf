extension EventContent {
    /// Whether it answers a question of its day, such as what a scan showed; else it begins, ends, books or takes back something,
    /// and several of one day are a sequence.
    public var isAnswer: Bool {
        switch self {
        case .diagnosis, .her2, .leptomeningeal, .csf, .hormoneReceptor, .metastasis, .brainImaging, .bodyImaging,
            .performance, .biopsy, .interval:
            true
        case .surgery, .radiotherapy, .drug, .systemic, .symptom, .visit, .decision, .contraindication, .appointment,
            .status:
            false
        }
    }

    /// Whether two events of one day are answers to the same question, so that they contradict each other where they differ.
    ///
    /// Beginnings and ends, bookings and statuses answer none: a drug may be stopped and started on one day.
    public func isAboutTheSame(as other: EventContent) -> Bool {
        switch (self, other) {
        case (.diagnosis, .diagnosis), (.her2, .her2), (.leptomeningeal, .leptomeningeal), (.csf, .csf): true
        case (.hormoneReceptor(let receptor, _), .hormoneReceptor(let another, _)): receptor == another
        case (.metastasis(_, let site, _), .metastasis(_, let another, _)): site == another
        case (.brainImaging(let modality, _, _), .brainImaging(let another, _, _)): modality == another
        case (.bodyImaging(let modality, _), .bodyImaging(let another, _)): modality == another
        case (.performance(let scale, _), .performance(let another, _)): scale == another
        case (.biopsy(_, let site), .biopsy(_, let another)): site == another
        case (.interval(let item, _), .interval(let another, _)): item == another
        default: self == other
        }
    }
}
