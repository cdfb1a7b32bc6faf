/// Whether routine surveillance goes on.
public struct StatusFacts: Sendable {
    /// The latest `status` row.
    public private(set) var latest: (status: PatientStatus, row: Occurrence)?
    /// The first `deceased` row.
    public private(set) var death: Occurrence?

    mutating func note(_ status: PatientStatus, at row: Occurrence) {
        latest = (status, row)
        if status == .deceased { death = death ?? row }
    }

    /// The row that suspends surveillance: the latest `status` row, where it is `hospice`, `declined` or `transferred`.
    public var suspension: (status: PatientStatus, row: Occurrence)? {
        guard let latest else { return nil }
        return switch latest.status {
        case .hospice, .declined, .transferred: latest
        case .resumed, .deceased: nil
        }
    }
}
