/// The findings of CNS metastases: F, Q, and which of them are untreated (protocol.md section 3).
public struct FindingFacts: Sendable {
    /// **F**: the first finding; nil where there is none.
    public let first: Finding?
    /// **Q**: the latest finding scan, or F where there is none.
    public let latest: Finding?
    /// The latest finding scan.
    public let latestScan: BrainScan?
    private let brainScans: [BrainScan]

    init(_ notes: borrowing RowNotes) {
        var first = notes.scans.firstFindingScan.map(Finding.init)
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
        latestScan = notes.scans.latestFindingScan
        latest = latestScan.map(Finding.init) ?? first
        brainScans = notes.scans.brain
    }

    /// The findings, F among them, in order.
    public var all: [Finding] {
        guard let first else { return [] }
        let found = brainScans.filter(\.isFinding).map(Finding.init)
        // F stands before every finding scan unless it is the first of them.
        return first.isScan ? found : [first] + found
    }
}
