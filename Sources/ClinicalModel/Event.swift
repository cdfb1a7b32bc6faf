import CivilCalendar

/// One dated row of a patient's history.
public struct Event: Hashable, Sendable {
    /// When it happened, as recorded.
    public let date: PartialDate
    /// What happened.
    public let content: EventContent
    /// The record it comes from: the line of `events.csv` on which the row begins, the header being line 1, or the
    /// number of a FHIR resource or of a row of a site's own file (see `Roster.places`). It is negative for what staff
    /// recorded and 0 for what is only supposed. See `source`.
    public let row: Int32

    /// Creates an event of a row.
    public init(date: PartialDate, content: EventContent, row: Int32) {
        self.date = date
        self.content = content
        self.row = row
    }
}

extension Event {
    /// The origin of an event.
    @frozen
    public enum Source: Hashable, Sendable {
        /// A record of the export: a line of `events.csv`, or the number of a resource.
        case export(row: Int)
        /// The act by which a member of staff recorded it.
        case recorded(act: Int)
        /// No origin: the event is only supposed.
        case supposed
    }

    /// The origin of the event.
    public var source: Source {
        row > 0 ? .export(row: Int(row)) : row < 0 ? .recorded(act: -Int(row)) : .supposed
    }

    /// Returns the value used in place of a row for what an act recorded.
    public static func row(ofAct act: Int64) -> Int32 { Int32(clamping: -act) }
}

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
    /// A symptom began or ended.
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
    /// An appointment for an item; the date of the event is that of the appointment.
    case appointment(Item, AppointmentResult)
    /// Whether routine surveillance continues.
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

    /// Returns the words in the columns `detail` and `result`; empty if the kind of event has none.
    public var words: (detail: String, result: String) {
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
        case .drug(let agent, let change): (agent.name, change.rawValue)
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

extension EventContent {
    /// The word in the column `site`; empty if the event names none.
    public var siteWord: String {
        switch self {
        case .metastasis(_, let site, _): site.rawValue
        case .brainImaging(_, _, let lesions): lesions.criticalSite?.rawValue ?? ""
        case .biopsy(_, .named(let site)): site.rawValue
        case .biopsy(_, .elsewhere): "elsewhere"
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .performance, .visit, .biopsy(_, .unnamed), .decision, .contraindication, .interval,
            .appointment, .status:
            ""
        }
    }

    /// What the event says about lesions; nil if its kind says nothing about them.
    public var lesions: LesionDescription? {
        switch self {
        case .metastasis(_, _, let lesions), .brainImaging(_, _, let lesions): lesions
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .performance, .visit, .biopsy, .decision, .contraindication, .interval, .appointment,
            .status:
            nil
        }
    }
}

extension EventContent {
    /// The event without its numbers: its words alone, which many events share.
    public var withoutNumbers: EventContent {
        switch self {
        case .metastasis(let result, let site, let lesions):
            .metastasis(result, site, LesionDescription(criticalSite: lesions.criticalSite))
        case .brainImaging(let modality, let result, let lesions):
            .brainImaging(modality, result, LesionDescription(criticalSite: lesions.criticalSite))
        case .performance(let scale, _): .performance(scale, thousandths: 0)
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            self
        }
    }

    /// Whether it answers a question of its day, such as what a scan showed. Otherwise it begins, ends, books or
    /// withdraws something, and several on one day form a sequence.
    public var isAnswer: Bool {
        switch self {
        case .diagnosis, .her2, .leptomeningeal, .csf, .hormoneReceptor, .metastasis, .brainImaging, .bodyImaging,
            .performance, .biopsy, .interval:
            true
        case .surgery, .radiotherapy, .drug, .systemic, .symptom, .visit, .decision, .contraindication, .appointment,
            .status:
            false
        }
    }

    /// Returns whether two events of one day answer the same question, so that they contradict each other if they
    /// differ.
    ///
    /// Beginnings and ends, bookings and statuses answer no question: a drug may be stopped and started on one day.
    public func isAboutTheSame(as other: EventContent) -> Bool {
        switch (self, other) {
        case (.diagnosis, .diagnosis), (.her2, .her2), (.leptomeningeal, .leptomeningeal), (.csf, .csf): true
        case (.hormoneReceptor(let receptor, _), .hormoneReceptor(let another, _)): receptor == another
        case (.metastasis(_, let site, _), .metastasis(_, let another, _)): site == another
        case (.brainImaging(let modality, _, _), .brainImaging(let another, _, _)): modality == another
        case (.bodyImaging(let modality, _), .bodyImaging(let another, _)): modality == another
        case (.performance(let scale, _), .performance(let another, _)): scale == another
        case (.biopsy(_, let site), .biopsy(_, let another)): site == another
        case (.interval(let item, _), .interval(let another, _)): item == another
        default: self == other
        }
    }
}
