import CivilCalendar

/// What a patient's history says as of a day: the facts of protocol.md section 3, each kept with the rows it rests on.
///
/// Pure and complete: every rule reads facts, none reads rows. Nothing here depends on a number of the protocol.
public struct Facts: Sendable {
    /// The rows the facts rest on.
    public let history: History
    /// Date of birth, as far as known.
    public let birthDate: PartialDate?
    /// How many of the patient's rows were set aside as faulty.
    public let rejectedRows: Int32
    /// When MRI and gadolinium were contraindicated.
    public let contraindications: ContraindicationFacts
    /// HER2 and the hormone receptors.
    public private(set) var biomarkers = BiomarkerFacts()
    /// Imaging.
    public private(set) var scans = ScanFacts()
    /// Sites of metastasis.
    public private(set) var sites = SiteFacts()
    /// Leptomeningeal disease.
    public private(set) var leptomeningeal = LeptomeningealFacts()
    /// Operations, radiotherapy, drugs.
    public private(set) var therapy = TherapyFacts()
    /// Symptoms.
    public private(set) var symptoms = SymptomFacts()
    /// Decisions.
    public private(set) var decisions = DecisionFacts()
    /// Whether surveillance goes on.
    public private(set) var status = StatusFacts()
    /// The `diagnosis` rows.
    public private(set) var diagnoses = Occurrences()
    /// The first `diagnosis metastatic`.
    public private(set) var metastaticDiagnosis: Occurrence?
    /// The `visit` rows.
    public private(set) var visits = Occurrences()
    /// The `biopsy` rows with their sites, in order.
    public private(set) var biopsies: [(row: Occurrence, site: BiopsySite)] = []
    /// The latest `interval` row of each item and what it asks for; nil as interval restores the protocol's.
    public private(set) var intervals: [Item: (row: Occurrence, interval: Interval?)] = [:]
    /// The latest value on each scale, in thousandths, and its row.
    public private(set) var performance: [PerformanceScale: (thousandths: Int32, row: Occurrence)] = [:]
    /// The measurements of heart function.
    public private(set) var heartMeasurements = Occurrences()
    /// The findings of CNS metastases.
    public private(set) var findings: FindingFacts
    /// **M0**: the row that first makes the patient metastatic; nil where none does.
    public private(set) var metastaticSince: Occurrence?

    /// The facts of a patient as of a day.
    public init(of record: PatientRecord, asOf: CivilDate) {
        self.init(
            history: History(of: record.events, asOf: asOf), birthDate: record.patient.birthDate,
            rejectedRows: record.rejectedRows)
    }

    private init(history: History, birthDate: PartialDate?, rejectedRows: Int32) {
        self.history = history
        self.birthDate = birthDate
        self.rejectedRows = rejectedRows
        contraindications = ContraindicationFacts(rows: history.rows)
        findings = FindingFacts(
            scans: ScanFacts(), sites: SiteFacts(), therapy: TherapyFacts(), decisions: DecisionFacts())
        for (position, row) in history.rows.enumerated() {
            note(row.content, at: Occurrence(position: position, date: row.date))
        }
        biomarkers.conclude()
        findings = FindingFacts(scans: scans, sites: sites, therapy: therapy, decisions: decisions)
        metastaticSince = [
            metastaticDiagnosis, sites.confirmations.first?.row, findings.first?.row, leptomeningeal.established,
        ].compactMap(\.self).min { $0.stands(before: $1) }
    }

    private mutating func note(_ content: EventContent, at row: Occurrence) {
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
        case .drug(let agent, let change): therapy.note(agent, change, at: row)
        case .systemic(let change): therapy.note(change, at: row)
        case .symptom(let symptom, let change): symptoms.note(symptom, change, at: row)
        case .performance(let scale, let thousandths):
            performance[scale] = (thousandths, row)
            if scale == .lvef { heartMeasurements.append(row) }
        case .visit: visits.append(row)
        case .biopsy(_, let site): biopsies.append((row, site))
        case .decision(let kind): decisions.note(kind, at: row)
        case .contraindication, .appointment: break
        case .interval(let item, let interval): intervals[item] = (row, interval)
        case .status(let status): self.status.note(status, at: row)
        }
    }

    /// The day as of which the facts hold.
    public var asOf: CivilDate { history.asOf }
    /// Whether MRI is contraindicated as of that day.
    public var isMRIContraindicated: Bool { contraindications.isMRIContraindicated(on: asOf) }
    /// Whether gadolinium is contraindicated as of that day.
    public var isGadoliniumContraindicated: Bool { contraindications.isGadoliniumContraindicated(on: asOf) }

    /// Whether a biopsy of a site, or of none named, is since a date.
    public func isBiopsied(_ site: MetastasisSite, since date: PartialDate) -> Bool {
        biopsies.contains { $0.site.covers(site) && $0.row.date.isSince(date) }
    }
}
