import ClinicalModel

/// What a code stands for, in the words of the roster: the `means` of a code table.
enum CodeMeaning: Hashable, Sendable {
    /// Nothing that a rule reads, and known to be so.
    case ignored
    /// It could matter and cannot be told: always with a doubt.
    case unclear
    /// Breast cancer.
    case breastCancer
    /// Another cancer.
    case otherCancer
    /// A metastasis of a site.
    case metastasis(MetastasisSite)
    /// A metastasis whose site stands apart.
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
    /// How the cancer is doing.
    case diseaseStatus
    /// The stage, or the category of distant metastases.
    case stage
    /// Whether there ever was metastatic cancer.
    case historyOfMetastasis
    /// An answer of a test.
    case answer(Answer)
    /// A specimen that is no tissue.
    case specimenNotTissue
    /// Imaging.
    case imaging(ImagingKind, Contrast)
    /// Imaging by magnetic resonance or X-ray whose site stands apart.
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
