import CivilCalendar

/// Imaging of brain, spine and breast.
public struct ScanFacts: Sendable {
    /// All brain scans, in order.
    public private(set) var brain: [BrainScan] = []
    /// The latest adequate brain scan.
    public private(set) var latestAdequateBrain: BrainScan?
    /// The latest brain scan that is adequate and an MRI.
    public private(set) var latestAdequateMRI: BrainScan?
    /// The first brain scan that shows a finding.
    public private(set) var firstFindingScan: BrainScan?
    /// The latest brain scan that shows a finding.
    public private(set) var latestFindingScan: BrainScan?
    /// The first diagnostic scan with `stable` or `response` before which no diagnostic scan was negative.
    public private(set) var impliedFinding: BrainScan?
    /// Diagnostic spine MRIs.
    public private(set) var diagnosticSpine = Occurrences()
    /// Diagnostic mammograms.
    public private(set) var diagnosticMammograms = Occurrences()

    private var hasNegativeBrainScan = false

    mutating func note(_ scan: BrainScan) {
        brain.append(scan)
        if scan.isAdequate {
            latestAdequateBrain = scan
            if scan.modality == .mri { latestAdequateMRI = scan }
        }
        switch scan.result {
        case .negative:
            hasNegativeBrainScan = true
        case .newLesions, .progression:
            firstFindingScan = firstFindingScan ?? scan
            latestFindingScan = scan
        case .stable, .response:
            if !hasNegativeBrainScan, impliedFinding == nil { impliedFinding = scan }
        case .equivocal, .nonDiagnostic:
            break
        }
    }

    mutating func note(_ modality: BodyModality, _ result: BodyImagingResult, at row: Occurrence) {
        guard result != .nonDiagnostic else { return }
        switch modality {
        case .mriSpine: diagnosticSpine.append(row)
        case .mammogram: diagnosticMammograms.append(row)
        case .ctBody, .pet: break
        }
    }

    /// The adequate brain scans (protocol.md section 3), in order.
    public var adequateBrain: [BrainScan] { brain.filter(\.isAdequate) }

    /// Whether an adequate brain scan answers a date plus an interval. The latest has the latest first day, so it decides.
    public func isAnsweredByBrainScan(_ date: PartialDate, plus interval: Interval = .none) -> Bool {
        latestAdequateBrain?.row.date.answers(date, plus: interval) ?? false
    }

    /// Whether a diagnostic spine MRI answers a date plus an interval.
    public func isAnsweredBySpineScan(_ date: PartialDate, plus interval: Interval = .none) -> Bool {
        diagnosticSpine.latest?.date.answers(date, plus: interval) ?? false
    }
}
