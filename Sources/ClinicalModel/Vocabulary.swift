/// How far the disease had spread at a diagnosis.
@frozen
public enum DiseaseExtent: String, CaseIterable, Hashable, Sendable {
    /// Confined to the breast and its regional nodes.
    case early
    /// Spread to a distant site.
    case metastatic
}

/// The result of one tissue HER2 test.
@frozen
public enum HER2Result: String, CaseIterable, Hashable, Sendable {
    /// Immunohistochemistry 3+: positive.
    case threePlus = "3+"
    /// Immunohistochemistry 2+: equivocal, unless an in-situ hybridisation of the same date decides.
    case twoPlus = "2+"
    /// Immunohistochemistry 1+: negative.
    case onePlus = "1+"
    /// Immunohistochemistry 0: negative.
    case zero = "0"
    /// In-situ hybridisation amplified: positive.
    case amplified = "ish+"
    /// In-situ hybridisation not amplified: negative.
    case notAmplified = "ish-"
    /// Reported positive, method not stated.
    case positive
    /// Reported negative, method not stated.
    case negative
    /// Reported equivocal.
    case equivocal
}

/// A hormone receptor of the tumour.
@frozen
public enum HormoneReceptor: String, CaseIterable, Hashable, Sendable {
    /// Oestrogen receptor.
    case er
    /// Progesterone receptor.
    case pr
}

/// The result of a hormone receptor test.
@frozen
public enum ReceptorResult: String, CaseIterable, Hashable, Sendable {
    /// Expressed.
    case positive
    /// Not expressed.
    case negative
}

/// A receptor that a population may name (protocol.md section 9).
@frozen
public enum Receptor: String, CaseIterable, Hashable, Sendable {
    /// HER2.
    case her2
    /// Oestrogen receptor.
    case er
    /// Progesterone receptor.
    case pr
}

/// What a record says of a receptor (protocol.md section 9).
@frozen
public enum ReceptorValue: String, CaseIterable, Hashable, Sendable {
    /// Positive; for HER2, ever positive.
    case positive
    /// Negative.
    case negative
    /// Equivocal, and never positive; HER2 only.
    case equivocal
    /// Not recorded.
    case unknown
}

/// What a row says about a metastasis.
@frozen
public enum SuspicionResult: String, CaseIterable, Hashable, Sendable {
    /// Opens a suspicion of the site.
    case suspected
    /// Confirms the site.
    case confirmed
    /// Clears suspicion and confirmation of the site.
    case excluded
}

/// The site of a metastasis.
@frozen
public enum MetastasisSite: String, CaseIterable, Hashable, Sendable {
    /// Lung.
    case lung
    /// Liver.
    case liver
    /// Bone.
    case bone
    /// Lymph node.
    case node
    /// Skin.
    case skin
    /// Brain.
    case brain
    /// Any other site.
    case other
}

/// How the brain was imaged.
@frozen
public enum BrainModality: String, CaseIterable, Hashable, Sendable {
    /// Magnetic resonance imaging.
    case mri = "mri-brain"
    /// Computed tomography.
    case ct = "ct-brain"
}

/// What a brain scan showed.
@frozen
public enum BrainImagingResult: String, CaseIterable, Hashable, Sendable {
    /// No CNS metastasis.
    case negative
    /// New metastases.
    case newLesions = "new-lesions"
    /// Known metastases, unchanged.
    case stable
    /// Known metastases, smaller.
    case response
    /// Known metastases, larger or more.
    case progression
    /// Inconclusive, such as radiation necrosis versus tumour.
    case equivocal
    /// The images do not allow a reading.
    case nonDiagnostic = "non-diagnostic"
}

/// What a row says about the lesions seen: their number, the size of the largest, and a critical site.
@frozen
public struct LesionDescription: Hashable, Sendable {
    /// Sites where a lesion of any size calls for a quick decision (protocol.md section 3, *large or critical*).
    @frozen
    public enum CriticalSite: String, CaseIterable, Hashable, Sendable {
        /// Cerebellum.
        case cerebellum
        /// Brainstem.
        case brainstem
    }

    // -1 stands for "not recorded", so that the whole takes eight bytes.
    private let storedSize: Int32
    private let storedCount: Int16
    /// The critical site, if the row names one.
    public let criticalSite: CriticalSite?

    /// A description with nothing recorded.
    public static let unrecorded = LesionDescription()

    /// Creates a description of `count` lesions (0...9,999), the largest `sizeInMicrometres` in diameter.
    public init(count: Int? = nil, sizeInMicrometres: Int? = nil, criticalSite: CriticalSite? = nil) {
        storedSize = Int32(clamping: sizeInMicrometres ?? -1)
        storedCount = Int16(clamping: count ?? -1)
        self.criticalSite = criticalSite
    }

    /// The number of lesions, if recorded.
    public var count: Int? { storedCount < 0 ? nil : Int(storedCount) }
    /// The largest diameter in micrometres, if recorded; the column `size_mm` is in millimetres.
    public var sizeInMicrometres: Int? { storedSize < 0 ? nil : Int(storedSize) }

    /// Returns whether the largest lesion exceeds this many millimetres; false if no size is recorded.
    public func isLarger(thanMillimetres limit: Int) -> Bool { Int(storedSize) > limit * 1_000 }
}

/// Imaging of a region other than the brain.
@frozen
public enum BodyModality: String, CaseIterable, Hashable, Sendable {
    /// Magnetic resonance imaging of the spine.
    case mriSpine = "mri-spine"
    /// Mammography.
    case mammogram
    /// Computed tomography of the body.
    case ctBody = "ct-body"
    /// Positron emission tomography.
    case pet
}

/// The result of a scan of a region other than the brain.
@frozen
public enum BodyImagingResult: String, CaseIterable, Hashable, Sendable {
    /// No tumour.
    case negative
    /// Tumour.
    case positive
    /// Inconclusive.
    case equivocal
    /// The images do not allow a reading.
    case nonDiagnostic = "non-diagnostic"
}

/// How certain leptomeningeal disease is (EANO-ESMO terms).
@frozen
public enum LeptomeningealResult: String, CaseIterable, Hashable, Sendable {
    /// Needs a work-up; not yet leptomeningeal disease.
    case suspected
    /// Possible.
    case possible
    /// Probable.
    case probable
    /// Confirmed.
    case confirmed
    /// Excluded.
    case excluded
}

extension LeptomeningealResult {
    /// Whether the row establishes leptomeningeal disease: `possible`, `probable` or `confirmed`.
    public var establishesDisease: Bool {
        switch self {
        case .possible, .probable, .confirmed: true
        case .suspected, .excluded: false
        }
    }
}

/// What the cytology of a cerebrospinal fluid sample showed.
@frozen
public enum CytologyResult: String, CaseIterable, Hashable, Sendable {
    /// Tumour cells.
    case positive
    /// No tumour cells.
    case negative
    /// Inconclusive.
    case equivocal
}

/// An operation.
@frozen
public enum SurgeryKind: String, CaseIterable, Hashable, Sendable {
    /// Resection of a brain metastasis: local therapy.
    case brainResection = "brain-resection"
    /// Removal of one breast.
    case mastectomy
    /// Removal of both breasts.
    case bilateralMastectomy = "bilateral-mastectomy"
    /// Breast-conserving surgery.
    case lumpectomy
    /// Any other operation.
    case other
}

extension SurgeryKind {
    /// Whether it is breast surgery: `mastectomy`, `bilateral-mastectomy` or `lumpectomy` (protocol.md section 6).
    public var isBreastSurgery: Bool {
        switch self {
        case .mastectomy, .bilateralMastectomy, .lumpectomy: true
        case .brainResection, .other: false
        }
    }
}

/// A course of radiotherapy, dated by its last fraction.
@frozen
public enum RadiotherapyKind: String, CaseIterable, Hashable, Sendable {
    /// Stereotactic radiosurgery.
    case srs
    /// Fractionated stereotactic radiotherapy.
    case fsrt
    /// Whole-brain radiotherapy.
    case wbrt
    /// To the breast or chest wall.
    case breast
    /// To the whole neuraxis.
    case craniospinal
}

extension RadiotherapyKind {
    /// Whether it is local therapy of brain metastases: `srs`, `fsrt` or `wbrt` (protocol.md section 3).
    public var isLocalTherapy: Bool {
        switch self {
        case .srs, .fsrt, .wbrt: true
        case .breast, .craniospinal: false
        }
    }
}

/// Whether a drug course or a contraindication begins or ends.
@frozen
public enum IntervalChange: String, CaseIterable, Hashable, Sendable {
    /// It begins.
    case start
    /// It ends.
    case stop
}

/// What happened to the disease outside the CNS.
@frozen
public enum SystemicChange: String, CaseIterable, Hashable, Sendable {
    /// Extracranial progression.
    case progression
    /// A new line of systemic therapy.
    case newLine = "new-line"
}

/// A neurological symptom.
@frozen
public enum Symptom: String, CaseIterable, Hashable, Sendable {
    /// Headache.
    case headache
    /// Seizure.
    case seizure
    /// Cognitive decline.
    case cognitiveDecline = "cognitive-decline"
    /// Ataxia.
    case ataxia
    /// Focal weakness.
    case focalWeakness = "focal-weakness"
    /// Nausea or vomiting.
    case nauseaVomiting = "nausea-vomiting"
    /// Visual disturbance.
    case visual
    /// Speech disturbance.
    case speech
    /// Sensory disturbance.
    case sensory
    /// Reduced consciousness.
    case reducedConsciousness = "reduced-consciousness"
    /// Signs of raised intracranial pressure.
    case raisedICP = "raised-icp"
    /// Signs of spinal cord or cauda equina compression.
    case cord
    /// Confusion.
    case confusion
    /// Dizziness.
    case dizziness
    /// Falls.
    case falls
    /// Double vision.
    case diplopia
    /// Numbness of the face.
    case facialNumbness = "facial-numbness"
    /// Incontinence.
    case incontinence
    /// Any other symptom.
    case other
}

/// Whether a symptom begins or ends.
@frozen
public enum SymptomChange: String, CaseIterable, Hashable, Sendable {
    /// It began.
    case onset
    /// It ended.
    case resolved
}

/// A scale for recording a patient's condition.
@frozen
public enum PerformanceScale: String, CaseIterable, Hashable, Sendable {
    /// Karnofsky performance status, 0 to 100.
    case kps
    /// ECOG performance status, 0 to 5.
    case ecog
    /// Left ventricular ejection fraction, per cent.
    case lvef
}

/// What a biopsy showed.
@frozen
public enum BiopsyResult: String, CaseIterable, Hashable, Sendable {
    /// Tumour.
    case positive
    /// No tumour.
    case negative
}

/// The site of a biopsy, as far as it is recorded.
@frozen
public enum BiopsySite: Hashable, Sendable {
    /// No site is named: it may answer a suspicion of any site.
    case unnamed
    /// One of the sites of metastases.
    case named(MetastasisSite)
    /// A site not among those, such as the breast.
    case elsewhere

    /// Returns whether a biopsy of this site is of that site, or names none.
    public func covers(_ site: MetastasisSite) -> Bool {
        switch self {
        case .unnamed: true
        case .named(let named): named == site
        case .elsewhere: false
        }
    }
}

/// A recorded treatment decision.
@frozen
public enum DecisionKind: String, CaseIterable, Hashable, Sendable {
    /// Watch and scan; no treatment now.
    case observe
    /// Systemic therapy chosen or continued as the CNS treatment.
    case systemic
    /// Discussed by the multidisciplinary team.
    case mdt
    /// Evaluated for clinical trials.
    case trialEvaluated = "trial-evaluated"
}

/// What is contraindicated for a patient.
@frozen
public enum Contraindication: String, CaseIterable, Hashable, Sendable {
    /// Magnetic resonance imaging.
    case mri
    /// Gadolinium contrast.
    case gadolinium
}

/// Something that a patient may be owed. The names are those of rosters, protocol files and the control interface.
@frozen
public enum Item: String, CaseIterable, Hashable, Sendable {
    /// Imaging of the brain.
    case brainMRI = "brain-mri"
    /// Imaging of the spine.
    case spineMRI = "spine-mri"
    /// A decision on the treatment of CNS disease.
    case treatmentDecision = "treatment-decision"
    /// An evaluation for clinical trials.
    case trialEvaluation = "trial-evaluation"
    /// A biopsy of a suspected metastasis.
    case biopsy
    /// A cerebrospinal fluid sample.
    case csf
    /// A follow-up consultation.
    case visit
    /// A mammogram.
    case mammogram
    /// A measurement of heart function.
    case cardiacFunction = "cardiac-function"
    /// Surveillance offered again to a patient who declined it.
    case reOffer = "re-offer"
    /// The correction of missing or faulty data.
    case dataCorrection = "data-correction"
}

extension Item {
    /// Whether it is one of the two items that need a scanner: brain and spine imaging.
    public var isImaging: Bool { self == .brainMRI || self == .spineMRI }

    /// The items whose repeat interval an `interval` row may replace for one patient.
    public static let withRepeatInterval: [Item] = [.brainMRI, .spineMRI, .visit, .mammogram]
}

/// The outcome of an appointment.
@frozen
public enum AppointmentResult: String, CaseIterable, Hashable, Sendable {
    /// It is booked.
    case booked
    /// It was cancelled.
    case cancelled
    /// The patient did not come.
    case missed
}

/// Whether routine surveillance continues.
@frozen
public enum PatientStatus: String, CaseIterable, Hashable, Sendable {
    /// In hospice care: no routine items are owed.
    case hospice
    /// The patient declined surveillance.
    case declined
    /// Care moved elsewhere.
    case transferred
    /// Surveillance resumed.
    case resumed
    /// The patient died.
    case deceased
}
