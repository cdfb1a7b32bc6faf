import ClinicalModel

/// The lists of accepted words (protocol.md section 2), built once from the cases of the clinical model and shared.
final class VocabularyWords: Sendable {
    let events = WordList(EventKind.allCases)
    let diagnosisSubjects = WordList([(word: "breast-cancer", value: true)])
    let extents = WordList(DiseaseExtent.allCases)
    let biomarkers = WordList<HormoneReceptor?>(
        [(word: "her2", value: nil)] + HormoneReceptor.allCases.map { (word: $0.rawValue, value: $0) })
    let her2Results = WordList(HER2Result.allCases)
    let receptorResults = WordList(ReceptorResult.allCases)
    let suspicions = WordList(SuspicionResult.allCases)
    let sites = WordList(MetastasisSite.allCases)
    let criticalSites = WordList(LesionDescription.CriticalSite.allCases)
    let modalities = WordList<ImagingModality>(
        BrainModality.allCases.map { (word: $0.rawValue, value: .brain($0)) }
            + BodyModality.allCases.map { (word: $0.rawValue, value: .body($0)) })
    let brainResults = WordList(BrainImagingResult.allCases)
    let bodyResults = WordList(BodyImagingResult.allCases)
    let leptomeningealResults = WordList(LeptomeningealResult.allCases)
    let csfSubjects = WordList([(word: "cytology", value: true)])
    let cytologyResults = WordList(CytologyResult.allCases)
    let operations = WordList(SurgeryKind.allCases)
    let radiotherapies = WordList(RadiotherapyKind.allCases)
    let changes = WordList(IntervalChange.allCases)
    let systemicChanges = WordList(SystemicChange.allCases)
    let symptoms = WordList(Symptom.allCases)
    let symptomChanges = WordList(SymptomChange.allCases)
    let scales = WordList(PerformanceScale.allCases)
    let biopsyResults = WordList(BiopsyResult.allCases)
    let decisions = WordList(DecisionKind.allCases)
    let contraindications = WordList(Contraindication.allCases)
    let repeatedItems = WordList(Item.withRepeatInterval)
    let items = WordList(Item.allCases)
    let appointmentResults = WordList(AppointmentResult.allCases)
    let statuses = WordList(PatientStatus.allCases)

    enum ImagingModality: Sendable {
        case brain(BrainModality)
        case body(BodyModality)
    }
}
