import ClinicalModel

/// The numbers of an event, taken out of it: what is left are words that many events share.
struct EventNumbers: Hashable {
    /// `count`, of lesions.
    var count: Int?
    /// `size_mm`, in micrometres.
    var sizeInMicrometres: Int?
    /// `value`, in thousandths; absent where the event has none.
    var thousandths: Int?

    /// Whether there are any.
    var isEmpty: Bool { count == nil && sizeInMicrometres == nil && thousandths == nil }
}

extension EventContent {
    /// The event without its numbers, and the numbers.
    var separated: (words: EventContent, numbers: EventNumbers) {
        switch self {
        case .metastasis(let result, let site, let lesions):
            (.metastasis(result, site, lesions.unnumbered), EventNumbers(lesions))
        case .brainImaging(let modality, let result, let lesions):
            (.brainImaging(modality, result, lesions.unnumbered), EventNumbers(lesions))
        case .performance(let scale, let thousandths):
            (.performance(scale, thousandths: 0), EventNumbers(thousandths: Int(thousandths)))
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            (self, EventNumbers())
        }
    }

    /// The event with its numbers put back.
    func with(_ numbers: EventNumbers) -> EventContent {
        switch self {
        case .metastasis(let result, let site, let lesions): .metastasis(result, site, lesions.with(numbers))
        case .brainImaging(let modality, let result, let lesions):
            .brainImaging(modality, result, lesions.with(numbers))
        case .performance(let scale, _): .performance(scale, thousandths: Int32(clamping: numbers.thousandths ?? 0))
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            self
        }
    }
}

extension EventNumbers {
    fileprivate init(_ lesions: LesionDescription) {
        self.init(count: lesions.count, sizeInMicrometres: lesions.sizeInMicrometres)
    }
}

extension LesionDescription {
    fileprivate var unnumbered: LesionDescription { LesionDescription(criticalSite: criticalSite) }

    fileprivate func with(_ numbers: EventNumbers) -> LesionDescription {
        LesionDescription(
            count: numbers.count, sizeInMicrometres: numbers.sizeInMicrometres, criticalSite: criticalSite)
    }
}
