extension EventContent {
    /// The word in the column `site`; empty where the event names none.
    public var siteWord: String {
        switch self {
        case .metastasis(_, let site, _): site.rawValue
        case .brainImaging(_, _, let lesions): lesions.criticalSite?.rawValue ?? ""
        case .biopsy(_, .named(let site)): site.rawValue
        case .biopsy(_, .elsewhere): "elsewhere"
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .performance, .visit, .biopsy(_, .unnamed), .decision, .contraindication, .interval,
            .appointment, .status:
            ""
        }
    }

    /// What the event tells of lesions; nil where it is of a kind that tells nothing of them.
    public var lesions: LesionDescription? {
        switch self {
        case .metastasis(_, _, let lesions), .brainImaging(_, _, let lesions): lesions
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .performance, .visit, .biopsy, .decision, .contraindication, .interval, .appointment,
            .status:
            nil
        }
    }
}
