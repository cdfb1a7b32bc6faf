/// The findings of CNS metastases: F, Q, and which of them are untreated (protocol.md section 3).
public struct FindingFacts: Sendable {
    /// **F**: the first finding; nil where there is none.
    public let first: Finding?
    /// **Q**: the latest finding scan, or F where there is none.
    public let latest: Finding?
    /// The findings, F among them, in order.
    public let all: [Finding]
    /// The latest finding scan.
    public let latestScan: BrainScan?
    // Treatments of a finding: local therapy, CNS-active courses begun, decisions to observe or to treat systemically.
    private let local: Occurrences
    private let drugs: Occurrences
    private let decisions: Occurrences

    init(_ notes: borrowing RowNotes) {
        let found = notes.scans.findingScans.map { scan in
            Finding(row: scan.row, basis: .scan(scan.modality), lesions: scan.lesions)
        }
        var first = found.first
        func consider(_ candidate: Finding) {
            if first.map({ candidate.row.stands(before: $0.row) }) ?? true { first = candidate }
        }
        if let site = notes.sites.confirmation(of: .brain) {
            consider(Finding(row: site.row, basis: .confirmedSite, lesions: site.lesions))
        }
        if let row = notes.therapy.local.first {
            consider(Finding(row: row, basis: .localTherapy, lesions: .unrecorded))
        }
        if let scan = notes.scans.impliedFinding {
            consider(Finding(row: scan.row, basis: .followUpScan, lesions: scan.lesions))
        }
        self.first = first
        latest = found.last ?? first
        latestScan = notes.scans.findingScans.last
        // F stands before every finding scan unless it is the first of them.
        all = first.map { $0.isScan ? found : [$0] + found } ?? []
        local = notes.therapy.local
        drugs = notes.therapy.cnsActiveStarts
        decisions = notes.decisions.settling
    }

    /// Whether since a finding there is no local therapy, no CNS-active course begun, and no decision to observe or to
    /// treat systemically.
    public func isUntreated(_ finding: Finding) -> Bool {
        let date = finding.row.date
        return !local.includesAny(since: date) && !drugs.includesAny(since: date)
            && !decisions.includesAny(since: date)
    }
}
