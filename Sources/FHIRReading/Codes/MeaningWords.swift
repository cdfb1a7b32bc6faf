import ClinicalModel

/// The words of `means`.
enum MeaningWords {
    /// The meaning of the words; nil where they are none.
    static func meaning(_ text: String) -> CodeMeaning? {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        let rest = words.dropFirst().joined(separator: " ")
        switch first {
        case "diagnosis": return rest == "breast-cancer" ? .breastCancer : nil
        case "metastasis":
            return rest == "by-body-site"
                ? .metastasisByBodySite : MetastasisSite(rawValue: rest).map { .metastasis($0) }
        case "symptom": return Symptom(rawValue: rest).map { .symptom($0) }
        case "site": return BodySite(rawValue: rest).map { .site($0) }
        case "biomarker": return biomarker(rest)
        case "performance": return PerformanceScale(rawValue: rest).map { .performance($0) }
        case "answer": return Answer(rawValue: rest).map { .answer($0) }
        case "imaging": return imaging(words.dropFirst().map { $0 })
        case "surgery": return SurgeryKind(rawValue: rest).map { .surgery($0) }
        case "radiotherapy":
            return rest.isEmpty
                ? .radiotherapy(.unstated) : RadiotherapyTechnique(rawValue: rest).map { .radiotherapy($0) }
        case "drug": return rest.isEmpty || words.count != 2 ? nil : .drug(rest)
        case "status": return PatientStatus(rawValue: rest).map { .status($0) }
        case "specimen": return rest == "not-tissue" ? .specimenNotTissue : nil
        case "route": return rest == "intrathecal" ? .intrathecalRoute : nil
        default: return words.count == 1 ? alone[first] : nil
        }
    }

    /// Every form that `means` may have, for the remedy of a fault.
    static let forms = [
        "diagnosis breast-cancer", "other-cancer", "metastasis SITE", "metastasis by-body-site", "leptomeningeal",
        "symptom SYMPTOM", "site SITE", "biomarker her2|er|pr", "performance kps|ecog|lvef", "disease-status", "stage",
        "history-of-metastasis", "answer ANSWER", "specimen not-tissue", "imaging KIND", "imaging mri|ct by-body-site",
        "surgery KIND", "radiotherapy", "radiotherapy KIND", "drug AGENT", "route intrathecal", "status STATUS",
        "visit", "csf-cytology", "ignored", "unclear",
    ]

    private static let alone: [String: CodeMeaning] = [
        "ignored": .ignored, "unclear": .unclear, "other-cancer": .otherCancer, "leptomeningeal": .leptomeningeal,
        "disease-status": .diseaseStatus, "stage": .stage, "history-of-metastasis": .historyOfMetastasis,
        "visit": .visit, "csf-cytology": .cytology,
    ]

    private static func biomarker(_ rest: String) -> CodeMeaning? {
        switch rest {
        case "her2": .her2(.unstated)
        case "her2 ihc": .her2(.ihc)
        case "her2 ish": .her2(.ish)
        default: HormoneReceptor(rawValue: rest).map { .receptor($0) }
        }
    }

    private static func imaging(_ words: [String]) -> CodeMeaning? {
        if words == ["mri", "by-body-site"] { return .imagingByBodySite(isMRI: true) }
        if words == ["ct", "by-body-site"] { return .imagingByBodySite(isMRI: false) }
        guard 1...2 ~= words.count, let kind = ImagingKind(rawValue: words[0]) else { return nil }
        guard words.count == 2 else { return .imaging(kind, .unstated) }
        return Contrast(rawValue: words[1]).flatMap { $0 == .unstated ? nil : .imaging(kind, $0) }
    }
}
