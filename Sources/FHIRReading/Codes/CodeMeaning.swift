import ClinicalModel

/// The meaning of a code in the words of the roster: the `means` of a code table.
enum CodeMeaning: Hashable, Sendable {
    /// Known to be nothing that a rule reads.
    case ignored
    /// It could matter but its meaning is unclear; it always has a doubt.
    case unclear
    /// Breast cancer.
    case breastCancer
    /// A different cancer.
    case otherCancer
    /// A metastasis at a site.
    case metastasis(MetastasisSite)
    /// A metastasis whose site is in a separate element.
    case metastasisByBodySite
    /// Leptomeningeal disease.
    case leptomeningeal
    /// A neurological symptom.
    case symptom(Symptom)
    /// A part of the body.
    case site(BodySite)
    /// A HER2 test.
    case her2(HER2Method)
    /// A test for a hormone receptor.
    case receptor(HormoneReceptor)
    /// A performance scale.
    case performance(PerformanceScale)
    /// The state of the cancer.
    case diseaseStatus
    /// The stage, or the category of distant metastases.
    case stage
    /// Whether there ever was metastatic cancer.
    case historyOfMetastasis
    /// An answer of a test.
    case answer(Answer)
    /// A specimen that is not tissue.
    case specimenNotTissue
    /// Imaging.
    case imaging(ImagingKind, Contrast)
    /// Magnetic resonance or X-ray imaging whose site is in a separate element.
    case imagingByBodySite(isMRI: Bool)
    /// An operation.
    case surgery(SurgeryKind)
    /// Radiotherapy.
    case radiotherapy(RadiotherapyTechnique)
    /// A drug, by its name in the roster.
    case drug(String)
    /// Given into the cerebrospinal fluid.
    case intrathecalRoute
    /// A status of surveillance.
    case status(PatientStatus)
    /// A consultation.
    case visit
    /// The cytology of cerebrospinal fluid.
    case cytology
}

/// An answer of a test or report, before the test is known.
enum Answer: String, CaseIterable, Hashable, Sendable {
    case positive, negative, equivocal
    case zero = "0"
    case onePlus = "1+"
    case twoPlus = "2+"
    case threePlus = "3+"
    case improved, stable, worsened, undetermined
    case completeResponse = "complete-response"
    case normal
    case newLesions = "new-lesions"
    case nonDiagnostic = "non-diagnostic"
    case metastatic
    case notMetastatic = "not-metastatic"
    case ecog0 = "ecog 0"
    case ecog1 = "ecog 1"
    case ecog2 = "ecog 2"
    case ecog3 = "ecog 3"
    case ecog4 = "ecog 4"
    case ecog5 = "ecog 5"

    /// The ECOG grade of an answer.
    var ecogGrade: Int? {
        switch self {
        case .ecog0: 0
        case .ecog1: 1
        case .ecog2: 2
        case .ecog3: 3
        case .ecog4: 4
        case .ecog5: 5
        case .positive, .negative, .equivocal, .zero, .onePlus, .twoPlus, .threePlus, .improved, .stable, .worsened,
            .undetermined, .completeResponse, .normal, .newLesions, .nonDiagnostic, .metastatic, .notMetastatic:
            nil
        }
    }
}

/// A part of the body, as far as the rules distinguish them.
enum BodySite: String, CaseIterable, Hashable, Sendable {
    case brain, head, meninges, spine, breast, lung, liver, bone, node, skin, elsewhere

    /// The site of a metastasis there; nil if it is ambiguous or leptomeningeal disease.
    var metastasisSite: MetastasisSite? {
        switch self {
        case .brain: .brain
        case .lung: .lung
        case .liver: .liver
        case .bone: .bone
        case .node: .node
        case .skin: .skin
        case .elsewhere, .breast: .other
        case .head, .meninges, .spine: nil
        }
    }
}

/// What was imaged, and how.
enum ImagingKind: String, CaseIterable, Hashable, Sendable {
    case mriBrain = "mri-brain"
    case ctBrain = "ct-brain"
    case mriSpine = "mri-spine"
    case mammogram
    case ctBody = "ct-body"
    case pet

    /// Whether it images the brain or the spine.
    var isOfCNS: Bool {
        switch self {
        case .mriBrain, .ctBrain, .mriSpine: true
        case .mammogram, .ctBody, .pet: false
        }
    }

    /// The item its appointment is for; nil if no item is owed that way.
    var item: Item? {
        switch self {
        case .mriBrain: .brainMRI
        case .mriSpine: .spineMRI
        case .mammogram: .mammogram
        case .ctBrain, .ctBody, .pet: nil
        }
    }
}

/// Whether a scan was made with contrast.
enum Contrast: String, CaseIterable, Hashable, Sendable {
    case given = "contrast"
    case without = "without-contrast"
    case unstated
}

/// The method of a HER2 test.
enum HER2Method: String, CaseIterable, Hashable, Sendable {
    /// Immunohistochemistry.
    case ihc
    /// In-situ hybridisation.
    case ish
    /// Not stated.
    case unstated
}

/// What a code says about the technique of radiotherapy.
enum RadiotherapyTechnique: String, CaseIterable, Hashable, Sendable {
    case unstated
    case stereotactic
    case srs, fsrt, wbrt, breast, craniospinal
}

/// The words of `means`.
enum MeaningWords {
    /// Returns the meaning of the words; nil if they have none.
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
