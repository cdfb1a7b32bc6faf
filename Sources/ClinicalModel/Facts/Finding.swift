/// A row that shows CNS metastases: a finding scan, or what implies the first finding (protocol.md section 3).
public struct Finding: Hashable, Sendable {
    /// What makes the row a finding.
    public enum Basis: Hashable, Sendable {
        /// A brain scan with `new-lesions` or `progression`.
        case scan(BrainModality)
        /// The brain was confirmed as a site of metastasis.
        case confirmedSite
        /// Local therapy was given, so there was something to treat.
        case localTherapy
        /// A diagnostic scan with `stable` or `response`, before which none was negative.
        case followUpScan
    }

    /// The row.
    public let row: Occurrence
    /// What makes it a finding.
    public let basis: Basis
    /// What the row tells of lesions.
    public let lesions: LesionDescription

    init(row: Occurrence, basis: Basis, lesions: LesionDescription) {
        self.row = row
        self.basis = basis
        self.lesions = lesions
    }

    /// The finding that a scan shows.
    init(_ scan: BrainScan) {
        self.init(row: scan.row, basis: .scan(scan.modality), lesions: scan.lesions)
    }

    /// Whether it is a finding scan.
    public var isScan: Bool {
        switch basis {
        case .scan: true
        case .confirmedSite, .localTherapy, .followUpScan: false
        }
    }
}
