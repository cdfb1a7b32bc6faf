import CivilCalendar

/// Sites of metastasis: which are confirmed and which are under suspicion (protocol.md section 3, *Sites*).
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
        /// What that row tells of lesions.
        public let lesions: LesionDescription
    }

    /// Whether there is any `metastasis` row.
    public private(set) var isRecorded = false
    /// The open suspicions of all sites, in order.
    public private(set) var suspicions: [Suspicion] = []
    /// The confirmed sites, by their confirming rows in order.
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

    /// The confirmation of a site, if it is confirmed.
    public func confirmation(of site: MetastasisSite) -> Confirmation? {
        confirmations.first { $0.site == site }
    }
}
