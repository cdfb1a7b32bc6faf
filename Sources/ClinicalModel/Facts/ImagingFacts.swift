import CivilCalendar

/// The scans of brain, spine and breast.
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
    /// The first diagnostic scan with `stable` or `response` that no negative diagnostic scan precedes.
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

    /// Returns the first adequate brain scan, in the order of rows, that answers a date.
    public func firstAdequateBrain(answering date: PartialDate) -> Occurrence? {
        isAnsweredByBrainScan(date) ? brain.first { $0.isAdequate && $0.row.date.answers(date) }?.row : nil
    }

    /// Returns whether an adequate brain scan answers a date plus an interval. The latest has the latest first day, so
    /// it decides.
    public func isAnsweredByBrainScan(_ date: PartialDate, plus interval: Interval = .none) -> Bool {
        latestAdequateBrain?.row.date.answers(date, plus: interval) ?? false
    }

    /// Returns whether a diagnostic spine MRI answers a date plus an interval.
    public func isAnsweredBySpineScan(_ date: PartialDate, plus interval: Interval = .none) -> Bool {
        diagnosticSpine.latest?.date.answers(date, plus: interval) ?? false
    }
}

/// A row of brain imaging.
public struct BrainScan: Hashable, Sendable {
    /// The row.
    public let row: Occurrence
    /// How the brain was imaged.
    public let modality: BrainModality
    /// What it showed.
    public let result: BrainImagingResult
    /// What the row says about lesions.
    public let lesions: LesionDescription
    /// Whether MRI was contraindicated on its day.
    public let wasMRIContraindicated: Bool

    /// Whether it can be read.
    public var isDiagnostic: Bool { result != .nonDiagnostic }

    /// Whether it counts as surveillance: diagnostic, and an MRI, or a CT on a day when MRI was contraindicated.
    public var isAdequate: Bool { isDiagnostic && (modality == .mri || wasMRIContraindicated) }

    /// Whether it shows a finding: `new-lesions` or `progression`.
    public var isFinding: Bool {
        switch result {
        case .newLesions, .progression: true
        case .negative, .stable, .response, .equivocal, .nonDiagnostic: false
        }
    }
}

/// When MRI and gadolinium were contraindicated: from each `start` up to the next `stop`, which is not included.
public struct ContraindicationFacts: Sendable {
    private struct Span: Sendable {
        let start: Occurrence
        var stop: Occurrence?
    }

    private var mriSpans: [Span] = []
    private var gadoliniumSpans: [Span] = []

    init(rows: [Event]) {
        for (position, row) in rows.enumerated() {
            guard case .contraindication(let subject, let change) = row.content else { continue }
            let occurrence = Occurrence(position: position, date: row.date)
            switch subject {
            case .mri: ContraindicationFacts.note(change, at: occurrence, in: &mriSpans)
            case .gadolinium: ContraindicationFacts.note(change, at: occurrence, in: &gadoliniumSpans)
            }
        }
    }

    private static func note(_ change: IntervalChange, at occurrence: Occurrence, in spans: inout [Span]) {
        let isOpen = spans.last.map { $0.stop == nil } ?? false
        switch change {
        case .start where !isOpen: spans.append(Span(start: occurrence))
        case .stop where isOpen: spans[spans.count - 1].stop = occurrence
        case .start, .stop: break
        }
    }

    /// Returns whether MRI was contraindicated on a day; boundaries are the first days of the rows.
    public func isMRIContraindicated(on day: CivilDate) -> Bool {
        ContraindicationFacts.covers(mriSpans, day)
    }

    /// Returns whether gadolinium was contraindicated on a day.
    public func isGadoliniumContraindicated(on day: CivilDate) -> Bool {
        ContraindicationFacts.covers(gadoliniumSpans, day)
    }

    /// The latest `stop` that made MRI possible again.
    public var latestMRIStop: Occurrence? { mriSpans.last { $0.stop != nil }?.stop }

    private static func covers(_ spans: [Span], _ day: CivilDate) -> Bool {
        // The spans do not overlap, so only the last one that has begun can cover the day.
        let begun = spans.partitioningIndex { $0.start.date.first > day }
        guard begun > 0 else { return false }
        return spans[begun - 1].stop.map { day < $0.date.first } ?? true
    }
}
