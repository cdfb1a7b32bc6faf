import CivilCalendar
import ClinicalModel
import RosterModel

/// What one resource says of one patient, with its place: all that is kept of it while the folder is read.
///
/// There are millions of facts; the order of the members keeps one at 48 bytes.
struct Fact {
    /// The owner: the number of a subject during reading, of a patient afterwards.
    var owner: Int32
    let date: PartialDate
    var content: FactContent
    // The small members fill the space the content leaves in its words.
    private var flags: Flags
    let type: UInt8
    let form: ResourceID.Form
    let id: ResourceID
    let line: UInt32
    /// The version of the resource.
    let version: Version
    let file: UInt16

    init(
        owner: Int32, date: PartialDate, content: FactContent, isScoped: Bool, isDated: Bool, id: ResourceID,
        line: UInt32,
        version: Version, file: UInt16, type: UInt8, form: ResourceID.Form
    ) {
        self.owner = owner
        self.date = date
        self.content = content
        flags = []
        if isScoped { flags.insert(.scoped) }
        if isDated { flags.insert(.dated) }
        self.id = id
        self.line = line
        self.version = version
        self.file = file
        self.type = type
        self.form = form
    }

    /// Whether the id is unique only within its bundle.
    var isScoped: Bool { flags.contains(.scoped) }
    /// Whether the date is known; if not, the date has no meaning.
    var isDated: Bool { flags.contains(.dated) }
    /// Whether a newer version has replaced it.
    var isReplaced: Bool {
        get { flags.contains(.replaced) }
        set { if newValue { flags.insert(.replaced) } else { flags.remove(.replaced) } }
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8

        static let scoped = Flags(rawValue: 1)
        static let dated = Flags(rawValue: 2)
        static let replaced = Flags(rawValue: 4)
    }
}

/// What one resource says on its own, before the patient's other records are known. At most eight bytes.
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
    /// The disease is worse; the resource it refers to says which disease.
    case worse
    /// A scan, with the result if it is recorded.
    case scan(ImagingKind, ScanResult, Contrast)
    /// An operation.
    case surgery(SurgeryKind)
    /// Radiotherapy.
    case radiotherapy(RadiotherapyFacts)
    /// A drug was given or ordered; the number indexes the drugs of the folder.
    case drug(number: UInt32, DrugState)
    /// The cytology of cerebrospinal fluid.
    case csf(CytologyResult)
    /// A symptom.
    case symptom(Symptom, SymptomChange)
    /// An appointment.
    case appointment(Item, AppointmentState)
    /// An appointment whose order states its purpose.
    case appointmentByOrder(AppointmentState)
    /// A status of surveillance.
    case status(PatientStatus)
    /// A consultation of the breast cancer.
    case visit
    /// A consultation whose reason states its subject.
    case visitByReason
    /// A question is open; the detail indexes the texts of the folder.
    case open(QuestionKind, detail: UInt32)
}

extension FactContent {
    /// The number of a drug named by a reference, before the reference is resolved.
    static let drugUnknown: UInt32 = .max
    /// The same, for a record that says that the drug is against cancer.
    static let drugAgainstCancer: UInt32 = .max - 1
}

/// What a scan showed, as far as its record says.
enum ScanResult: UInt8, Hashable, Sendable {
    /// The record says nothing.
    case untold
    /// Nothing was found, or nothing new.
    case negative
    case stable, response, equivocal
    /// The images do not allow a reading.
    case nonDiagnostic
    /// There are metastases; whether they are new is not recorded.
    case lesions
    case newLesions, progression
    /// There is leptomeningeal disease.
    case meningeal

    /// Whether it says that there is disease, or may be.
    var isAlarming: Bool {
        switch self {
        case .lesions, .newLesions, .progression, .meningeal, .equivocal: true
        case .untold, .negative, .stable, .response, .nonDiagnostic: false
        }
    }

    /// How alarming it is, to choose between conflicting reports of one scan.
    var alarm: UInt8 { rawValue }
}

/// What a record of radiotherapy says: the target, the number of sessions, the dose.
struct RadiotherapyFacts: Hashable, Sendable {
    /// What was treated.
    enum Target: UInt8, Hashable, Sendable {
        case untold, brain, breast, neuraxis, elsewhere
        /// The site is not recorded, and the reason is the primary breast cancer.
        case reasonBreast
        /// The site is not recorded, and the reason is a brain metastasis.
        case reasonBrain
    }

    var technique: RadiotherapyTechnique
    var target: Target
    /// Zero if not recorded.
    var sessions: UInt16
    /// The total dose in hundredths of a gray; zero if not recorded.
    var centigray: UInt16
}

/// What a record of a drug says about its course.
enum DrugState: Hashable, Sendable {
    /// It was given or ordered from this day on.
    case started
    /// The same, and the order is over at an unrecorded date.
    case startedAndOver
    /// It was ended on this day.
    case stopped
}

/// The state of an appointment.
enum AppointmentState: Hashable, Sendable {
    case booked, cancelled, missed, kept
}
