import ClinicalModel
import RosterReading

/// What one resource says, before it is known what else its patient's records say. At most eight bytes.
enum FactContent: Hashable, Sendable {
    /// It says nothing; it only replaces an older version of itself.
    case nothing
    /// A primary breast cancer.
    case breastCancer(isMetastatic: Bool)
    /// The disease was metastatic, by its stage.
    case metastaticStage
    /// A metastasis.
    case metastasis(MetastasisSite, SuspicionResult)
    /// Leptomeningeal disease.
    case leptomeningeal(LeptomeningealResult)
    /// HER2 in tissue.
    case her2(HER2Result)
    /// A hormone receptor.
    case receptor(HormoneReceptor, ReceptorResult)
    /// A value on a scale.
    case performance(PerformanceScale, thousandths: Int32)
    /// The disease is worse; which disease, the resource it is about says.
    case worse
    /// A scan; the result where it is told.
    case scan(ImagingKind, ScanResult, Contrast)
    /// An operation.
    case surgery(SurgeryKind)
    /// Radiotherapy.
    case radiotherapy(RadiotherapyFacts)
    /// A drug was given or ordered; which one, by its number among the drugs of the folder.
    case drug(number: UInt32, DrugState)
    /// The cytology of cerebrospinal fluid.
    case csf(CytologyResult)
    /// A symptom.
    case symptom(Symptom, SymptomChange)
    /// An appointment.
    case appointment(Item, AppointmentState)
    /// An appointment whose order says what it is for.
    case appointmentByOrder(AppointmentState)
    /// A status of surveillance.
    case status(PatientStatus)
    /// A consultation of the breast cancer.
    case visit
    /// A consultation whose reason says of what.
    case visitByReason
    /// Something is open; the detail by its number among the texts of the folder.
    case open(QuestionKind, detail: UInt32)
}

extension FactContent {
    /// The number of a drug that a reference names, before it is followed.
    static let drugUnknown: UInt32 = .max
    /// The same, of a record that says that the drug is against cancer.
    static let drugAgainstCancer: UInt32 = .max - 1
}
