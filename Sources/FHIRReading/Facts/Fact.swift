import CivilCalendar
import ClinicalModel
import RosterModel

/// What one resource says of one patient, with its place: everything that is kept of it while the folder is read.
///
/// There are millions of them, and the order of the members is that in which they take 48 bytes.
struct Fact {
    /// Whose it is: the number of a subject while reading, of a patient afterwards.
    var owner: Int32
    let date: PartialDate
    var content: FactContent
    // The small members fill what the content leaves of its words.
    private var flags: Flags
    let type: UInt8
    let form: ResourceID.Form
    let id: ResourceID
    let line: UInt32
    /// Which version it is.
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

    /// Whether the id belongs to its bundle only.
    var isScoped: Bool { flags.contains(.scoped) }
    /// Whether the date is known; a date that is not stands for nothing.
    var isDated: Bool { flags.contains(.dated) }
    /// Whether a newer version replaced it.
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

/// What a scan showed, as far as its record tells.
enum ScanResult: UInt8, Hashable, Sendable {
    /// The record tells nothing.
    case untold
    /// Nothing was found, or nothing new.
    case negative
    case stable, response, equivocal
    /// The images do not allow a reading.
    case nonDiagnostic
    /// Metastases are there; whether they are new is not told.
    case lesions
    case newLesions, progression
    /// Leptomeningeal disease is there.
    case meningeal

    /// Whether it says that there is disease, or may be.
    var isAlarming: Bool {
        switch self {
        case .lesions, .newLesions, .progression, .meningeal, .equivocal: true
        case .untold, .negative, .stable, .response, .nonDiagnostic: false
        }
    }

    /// How alarming it is, for reports of one scan that disagree.
    var alarm: UInt8 { rawValue }
}

/// What a record of radiotherapy tells: where, how often, how much.
struct RadiotherapyFacts: Hashable, Sendable {
    /// What was treated.
    enum Target: UInt8, Hashable, Sendable {
        case untold, brain, breast, neuraxis, elsewhere
        /// The site is not told, and the reason is the primary breast cancer.
        case reasonBreast
        /// The site is not told, and the reason is a brain metastasis.
        case reasonBrain
    }

    var technique: RadiotherapyTechnique
    var target: Target
    /// Zero where it is not told.
    var sessions: UInt16
    /// Hundredths of a gray in all; zero where it is not told.
    var centigray: UInt16
}

/// What a record of a drug says of its course.
enum DrugState: Hashable, Sendable {
    /// It was given or ordered from this day on.
    case started
    /// The same, and the order is over without saying when.
    case startedAndOver
    /// It was ended on this day.
    case stopped
}

/// The state of an appointment.
enum AppointmentState: Hashable, Sendable {
    case booked, cancelled, missed, kept
}
