import CivilCalendar

/// The facts of a patient's history as of a day (protocol.md section 3), each with the rows it is based on.
///
/// Every rule reads facts and none reads rows. No fact depends on a number of the protocol, only on what its lists say that
/// drugs are. Instances are shared by all
/// readers, because they are many and immutable.
public final class Facts: Sendable {
    /// The rows the facts are based on.
    public let history: History
    @usableFromInline let notes: FactCollector
    /// Date of birth, as far as known.
    public let birthDate: PartialDate?
    /// Whether the patient's sex is recorded as male.
    public let isMale: Bool
    /// The number of the patient's rows set aside as faulty.
    public let rejectedRows: Int32
    /// When MRI and gadolinium were contraindicated.
    @inlinable public var contraindications: ContraindicationFacts { notes.contraindications }
    /// HER2 and the hormone receptors.
    @inlinable public var biomarkers: BiomarkerFacts { notes.biomarkers }
    /// Imaging.
    @inlinable public var scans: ScanFacts { notes.scans }
    /// Sites of metastasis.
    @inlinable public var sites: SiteFacts { notes.sites }
    /// Leptomeningeal disease.
    @inlinable public var leptomeningeal: LeptomeningealFacts { notes.leptomeningeal }
    /// Operations, radiotherapy, drugs.
    @inlinable public var therapy: TherapyFacts { notes.therapy }
    /// Symptoms.
    @inlinable public var symptoms: SymptomFacts { notes.symptoms }
    /// Decisions.
    @inlinable public var decisions: DecisionFacts { notes.decisions }
    /// Whether surveillance continues.
    @inlinable public var status: StatusFacts { notes.status }
    /// The `diagnosis` rows.
    @inlinable public var diagnoses: Occurrences { notes.diagnoses }
    /// The first `diagnosis metastatic`.
    @inlinable public var metastaticDiagnosis: Occurrence? { notes.metastaticDiagnosis }
    /// The `visit` rows.
    @inlinable public var visits: Occurrences { notes.visits }
    /// The `biopsy` rows with their sites, in order.
    @inlinable public var biopsies: [(row: Occurrence, site: BiopsySite)] { notes.biopsies }
    /// The `interval` rows and what they ask for, in order; a nil interval restores the protocol's.
    @inlinable public var intervals: [(row: Occurrence, item: Item, interval: Interval?)] { notes.intervals }
    /// The latest value on each scale, in thousandths, and its row.
    @inlinable public var performance: PerformanceFacts { notes.performance }
    /// The measurements of heart function.
    @inlinable public var heartMeasurements: Occurrences { notes.heartMeasurements }
    @usableFromInline let firstFinding: Finding?
    @usableFromInline let latestFinding: Finding?
    @usableFromInline let metastaticSince: Occurrence?

    /// Creates the facts of a patient as of a day, drugs being what these lists say.
    public convenience init(of record: PatientRecord, agents: AgentClasses, asOf: CivilDate) {
        self.init(
            history: History(of: record.events, asOf: asOf), agents: agents, birthDate: record.patient.birthDate,
            isMale: record.patient.isMale, rejectedRows: record.rejectedRows)
    }

    /// Returns the facts of the same rows, drugs being what these lists say.
    public func reading(_ agents: AgentClasses) -> Facts {
        Facts(history: history, agents: agents, birthDate: birthDate, isMale: isMale, rejectedRows: rejectedRows)
    }

    private init(
        history: History, agents: AgentClasses, birthDate: PartialDate?, isMale: Bool, rejectedRows: Int32
    ) {
        self.history = history
        self.birthDate = birthDate
        self.isMale = isMale
        self.rejectedRows = rejectedRows
        var notes = FactCollector(contraindications: ContraindicationFacts(rows: history.rows), agents: agents)
        for (position, row) in history.rows.enumerated() {
            notes.note(row.content, at: Occurrence(position: position, date: row.date))
        }
        notes.biomarkers.conclude()
        firstFinding = Finding.first(notes)
        latestFinding = notes.scans.latestFindingScan.map(Finding.init) ?? firstFinding
        metastaticSince = Occurrence.first(
            notes.metastaticDiagnosis, notes.sites.confirmations.first?.row, firstFinding?.row,
            notes.leptomeningeal.established)
        self.notes = consume notes
    }

    /// The day as of which the facts hold.
    public var asOf: CivilDate { history.asOf }
    /// Whether MRI is contraindicated as of that day.
    public var isMRIContraindicated: Bool { contraindications.isMRIContraindicated(on: asOf) }
    /// Whether gadolinium is contraindicated as of that day.
    public var isGadoliniumContraindicated: Bool { contraindications.isGadoliniumContraindicated(on: asOf) }

    /// The findings in order, including F.
    public var findings: [Finding] {
        guard let firstFinding else { return [] }
        let found = scans.brain.filter(\.isFinding).map(Finding.init)
        // F precedes every finding scan unless it is the first of them.
        return firstFinding.isScan ? found : [firstFinding] + found
    }

    /// Returns whether a finding has been followed by no local therapy, no new CNS-active course, and no decision to
    /// observe or to treat systemically.
    public func isUntreated(_ finding: Finding) -> Bool {
        let date = finding.row.date
        return !therapy.local.includesAny(since: date) && !therapy.cnsActiveStarts.includesAny(since: date)
            && !decisions.treatments.includesAny(since: date)
    }

    /// Whether there is CNS disease: F, or leptomeningeal disease.
    public var hasCNSDisease: Bool { F != nil || lmDate != nil }
}

/// The symbols of protocol.md section 3, by their names there.
// swift-format-ignore: AlwaysUseLowerCamelCase
extension Facts {
    /// **F**: the first finding; nil if there is none.
    @inlinable public var F: Finding? { firstFinding }
    /// **Q**: the latest finding scan, or F if there is none.
    @inlinable public var Q: Finding? { latestFinding }
    /// **L**: the latest local therapy; nil if there is none.
    @inlinable public var L: Occurrence? { notes.therapy.local.latest }
    /// **M0**: the row that first makes the patient metastatic; nil if none does.
    @inlinable public var M0: Occurrence? { metastaticSince }
    /// The **LM date**: the row that establishes leptomeningeal disease; nil if there is none.
    @inlinable public var lmDate: Occurrence? { notes.leptomeningeal.established }
}

/// The contents of a history's rows, noted one after the other; `Facts` documents each.
@usableFromInline
struct FactCollector: Sendable {
    @usableFromInline let contraindications: ContraindicationFacts
    private let agents: AgentClasses
    @usableFromInline var biomarkers = BiomarkerFacts()
    @usableFromInline var scans = ScanFacts()
    @usableFromInline var sites = SiteFacts()
    @usableFromInline var leptomeningeal = LeptomeningealFacts()
    @usableFromInline var therapy = TherapyFacts()
    @usableFromInline var symptoms = SymptomFacts()
    @usableFromInline var decisions = DecisionFacts()
    @usableFromInline var status = StatusFacts()
    @usableFromInline var diagnoses = Occurrences()
    @usableFromInline var metastaticDiagnosis: Occurrence?
    @usableFromInline var visits = Occurrences()
    @usableFromInline var biopsies: [(row: Occurrence, site: BiopsySite)] = []
    @usableFromInline var intervals: [(row: Occurrence, item: Item, interval: Interval?)] = []
    @usableFromInline var performance = PerformanceFacts()
    @usableFromInline var heartMeasurements = Occurrences()

    init(contraindications: ContraindicationFacts, agents: AgentClasses) {
        self.contraindications = contraindications
        self.agents = agents
    }

    mutating func note(_ content: EventContent, at row: Occurrence) {
        switch content {
        case .diagnosis(let extent):
            diagnoses.append(row)
            if extent == .metastatic { metastaticDiagnosis = metastaticDiagnosis ?? row }
        case .her2(let result): biomarkers.note(result, at: row)
        case .hormoneReceptor(let receptor, let result): biomarkers.note(receptor, result, at: row)
        case .metastasis(let result, let site, let lesions): sites.note(result, site, lesions, at: row)
        case .brainImaging(let modality, let result, let lesions):
            scans.note(
                BrainScan(
                    row: row, modality: modality, result: result, lesions: lesions,
                    wasMRIContraindicated: contraindications.isMRIContraindicated(on: row.date.first)))
        case .bodyImaging(let modality, let result): scans.note(modality, result, at: row)
        case .leptomeningeal(let result): leptomeningeal.note(result, at: row)
        case .csf(let result): leptomeningeal.note(result, at: row)
        case .surgery(let kind): therapy.note(kind, at: row)
        case .radiotherapy(let kind): therapy.note(kind, at: row)
        case .drug(let agent, let change): therapy.note(agent, change, agents, at: row)
        case .systemic(let change): therapy.note(change, at: row)
        case .symptom(let symptom, let change): symptoms.note(symptom, change, at: row)
        case .performance(let scale, let thousandths):
            performance.note(thousandths, on: scale, at: row)
            if scale == .lvef { heartMeasurements.append(row) }
        case .visit: visits.append(row)
        case .biopsy(_, let site): biopsies.append((row, site))
        case .decision(let kind): decisions.note(kind, at: row)
        case .contraindication, .appointment: break
        case .interval(let item, let interval): intervals.append((row, item, interval))
        case .status(let status): self.status.note(status, at: row)
        }
    }
}
