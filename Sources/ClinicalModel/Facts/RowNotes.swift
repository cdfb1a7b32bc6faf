import CivilCalendar

/// What the rows of a history say, noted one after the other; see `Facts` for what each means.
@usableFromInline
struct RowNotes: Sendable {
    @usableFromInline let contraindications: ContraindicationFacts
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
    @usableFromInline var intervals: [Item: (row: Occurrence, interval: Interval?)] = [:]
    @usableFromInline var performance = PerformanceFacts()
    @usableFromInline var heartMeasurements = Occurrences()

    init(contraindications: ContraindicationFacts) { self.contraindications = contraindications }

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
        case .drug(let agent, let change): therapy.note(agent, change, at: row)
        case .systemic(let change): therapy.note(change, at: row)
        case .symptom(let symptom, let change): symptoms.note(symptom, change, at: row)
        case .performance(let scale, let thousandths):
            performance.note(thousandths, on: scale, at: row)
            if scale == .lvef { heartMeasurements.append(row) }
        case .visit: visits.append(row)
        case .biopsy(_, let site): biopsies.append((row, site))
        case .decision(let kind): decisions.note(kind, at: row)
        case .contraindication, .appointment: break
        case .interval(let item, let interval): intervals[item] = (row, interval)
        case .status(let status): self.status.note(status, at: row)
        }
    }
}
