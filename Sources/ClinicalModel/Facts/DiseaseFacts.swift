import CivilCalendar

/// Sites of metastasis: the confirmed and the suspected ones (protocol.md section 3, *Sites*).
public struct SiteFacts: Sendable {
    /// A `suspected` row of a site that is still open.
    public struct Suspicion: Hashable, Sendable {
        /// The site.
        public let site: MetastasisSite
        /// The row.
        public let row: Occurrence
    }

    /// A confirmed site.
    public struct Confirmation: Hashable, Sendable {
        /// The site.
        public let site: MetastasisSite
        /// The first row that confirmed it since it was last excluded.
        public let row: Occurrence
        /// What that row says about lesions.
        public let lesions: LesionDescription
    }

    /// Whether there is any `metastasis` row.
    public private(set) var isRecorded = false
    /// The open suspicions of all sites, in order.
    public private(set) var suspicions: [Suspicion] = []
    /// The confirmed sites, in the order of their confirming rows.
    public private(set) var confirmations: [Confirmation] = []

    mutating func note(
        _ result: SuspicionResult, _ site: MetastasisSite, _ lesions: LesionDescription, at row: Occurrence
    ) {
        isRecorded = true
        switch result {
        case .suspected:
            if confirmation(of: site) == nil { suspicions.append(Suspicion(site: site, row: row)) }
        case .confirmed:
            suspicions.removeAll { $0.site == site }
            if confirmation(of: site) == nil {
                confirmations.append(Confirmation(site: site, row: row, lesions: lesions))
            }
        case .excluded:
            suspicions.removeAll { $0.site == site }
            confirmations.removeAll { $0.site == site }
        }
    }

    /// Returns the confirmation of a site, if it is confirmed.
    public func confirmation(of site: MetastasisSite) -> Confirmation? {
        confirmations.first { $0.site == site }
    }
}

/// A row that shows CNS metastases: a finding scan, or a row that implies the first finding (protocol.md section 3).
public struct Finding: Hashable, Sendable {
    /// What makes the row a finding.
    public enum Basis: Hashable, Sendable {
        /// A brain scan with `new-lesions` or `progression`.
        case scan(BrainModality)
        /// The brain was confirmed as a site of metastasis.
        case confirmedSite
        /// Local therapy was given, so there was something to treat.
        case localTherapy
        /// A diagnostic scan with `stable` or `response`, and no earlier negative one.
        case followUpScan
    }

    /// The row.
    public let row: Occurrence
    /// What makes it a finding.
    public let basis: Basis
    /// What the row says about lesions.
    public let lesions: LesionDescription

    init(row: Occurrence, basis: Basis, lesions: LesionDescription) {
        self.row = row
        self.basis = basis
        self.lesions = lesions
    }

    /// Creates the finding that a scan shows.
    init(_ scan: BrainScan) {
        self.init(row: scan.row, basis: .scan(scan.modality), lesions: scan.lesions)
    }

    /// Returns **F**: the first of the finding scans and of the rows that imply a finding.
    static func first(_ notes: borrowing FactCollector) -> Finding? {
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
        return first
    }

    /// Whether it is a finding scan.
    public var isScan: Bool {
        switch basis {
        case .scan: true
        case .confirmedSite, .localTherapy, .followUpScan: false
        }
    }
}

/// Leptomeningeal disease: whether it is present, since when, and whether it is suspected (protocol.md section 3).
public struct LeptomeningealFacts: Sendable {
    /// The *LM date*: the first row since the last `excluded` that establishes the disease; nil if there is none.
    public private(set) var established: Occurrence?
    /// The unbroken run of `suspected` rows at the end of the leptomeningeal rows.
    private var trailingSuspicions: [Occurrence] = []
    /// All samples of cerebrospinal fluid.
    public private(set) var csf = Occurrences()
    private var positiveCSF: Set<Int> = []

    mutating func note(_ result: LeptomeningealResult, at row: Occurrence) {
        switch result {
        case .suspected:
            trailingSuspicions.append(row)
        case .possible, .probable, .confirmed:
            trailingSuspicions = []
            established = established ?? row
        case .excluded:
            trailingSuspicions = []
            established = nil
        }
    }

    mutating func note(_ result: CytologyResult, at row: Occurrence) {
        csf.append(row)
        switch result {
        case .positive:
            positiveCSF.insert(row.position)
            established = established ?? row
        case .negative, .equivocal:
            break
        }
    }

    /// The suspicions to be worked up; empty if the disease is established.
    public var suspicions: [Occurrence] { established == nil ? trailingSuspicions : [] }

    /// Returns whether a sample showed tumour cells.
    public func isPositive(_ sample: Occurrence) -> Bool { positiveCSF.contains(sample.position) }
}
