import CivilCalendar

/// What happened: the vocabulary of protocol.md section 2, one case per kind of row.
public enum EventContent: Hashable, Sendable {
    /// Breast cancer was diagnosed.
    case diagnosis(DiseaseExtent)
    /// Tissue was tested for HER2.
    case her2(HER2Result)
    /// Tissue was tested for a hormone receptor.
    case hormoneReceptor(HormoneReceptor, ReceptorResult)
    /// A metastasis was suspected, confirmed or excluded.
    case metastasis(SuspicionResult, MetastasisSite, LesionDescription)
    /// The brain was imaged.
    case brainImaging(BrainModality, BrainImagingResult, LesionDescription)
    /// Something other than the brain was imaged.
    case bodyImaging(BodyModality, BodyImagingResult)
    /// Leptomeningeal disease was judged.
    case leptomeningeal(LeptomeningealResult)
    /// Cerebrospinal fluid was examined.
    case csf(CytologyResult)
    /// An operation.
    case surgery(SurgeryKind)
    /// A course of radiotherapy ended.
    case radiotherapy(RadiotherapyKind)
    /// A drug was started or stopped.
    case drug(Agent, IntervalChange)
    /// The disease outside the CNS changed.
    case systemic(SystemicChange)
    /// A symptom began or is gone.
    case symptom(Symptom, SymptomChange)
    /// A value on a scale, in thousandths of its unit.
    case performance(PerformanceScale, thousandths: Int32)
    /// A follow-up consultation took place.
    case visit
    /// A biopsy was taken.
    case biopsy(BiopsyResult, BiopsySite)
    /// A decision was made.
    case decision(DecisionKind)
    /// A contraindication began or ended.
    case contraindication(Contraindication, IntervalChange)
    /// A clinician's own repeat interval for an item; nil restores the protocol's.
    case interval(Item, Interval?)
    /// An appointment for an item; the event's date is the appointment's.
    case appointment(Item, AppointmentResult)
    /// Whether routine surveillance goes on.
    case status(PatientStatus)
}

extension EventContent {
    /// The word in the column `event`.
    public var eventName: String {
        switch self {
        case .diagnosis: "diagnosis"
        case .her2, .hormoneReceptor: "biomarker"
        case .metastasis: "metastasis"
        case .brainImaging, .bodyImaging: "imaging"
        case .leptomeningeal: "leptomeningeal"
        case .csf: "csf"
        case .surgery: "surgery"
        case .radiotherapy: "radiotherapy"
        case .drug: "drug"
        case .systemic: "systemic"
        case .symptom: "symptom"
        case .performance: "performance"
        case .visit: "visit"
        case .biopsy: "biopsy"
        case .decision: "decision"
        case .contraindication: "contraindication"
        case .interval: "interval"
        case .appointment: "appointment"
        case .status: "status"
        }
    }

    /// The words in the columns `detail` and `result`; empty where the kind of event has none.
    public func words(agents: AgentNames) -> (detail: String, result: String) {
        switch self {
        case .diagnosis(let extent): ("breast-cancer", extent.rawValue)
        case .her2(let result): ("her2", result.rawValue)
        case .hormoneReceptor(let receptor, let result): (receptor.rawValue, result.rawValue)
        case .metastasis(let result, _, _): ("", result.rawValue)
        case .brainImaging(let modality, let result, _): (modality.rawValue, result.rawValue)
        case .bodyImaging(let modality, let result): (modality.rawValue, result.rawValue)
        case .leptomeningeal(let result): ("", result.rawValue)
        case .csf(let result): ("cytology", result.rawValue)
        case .surgery(let kind): (kind.rawValue, "")
        case .radiotherapy(let kind): (kind.rawValue, "")
        case .drug(let agent, let change): (agents.name(of: agent), change.rawValue)
        case .systemic(let change): ("", change.rawValue)
        case .symptom(let symptom, let change): (symptom.rawValue, change.rawValue)
        case .performance(let scale, _): (scale.rawValue, "")
        case .visit: ("", "")
        case .biopsy(let result, _): ("", result.rawValue)
        case .decision(let kind): (kind.rawValue, "")
        case .contraindication(let subject, let change): (subject.rawValue, change.rawValue)
        case .interval(let item, let interval): (item.rawValue, interval?.description ?? "protocol")
        case .appointment(let item, let result): (item.rawValue, result.rawValue)
        case .status(let status): ("", status.rawValue)
        }
    }
}
