/// The site a biopsy was taken from, as far as it is told.
@frozen
public enum BiopsySite: Hashable, Sendable {
    /// No site is named: it may answer a suspicion of any site.
    case unnamed
    /// One of the sites of metastases.
    case named(MetastasisSite)
    /// A site that is none of those, such as the breast.
    case elsewhere

    /// Whether a biopsy of this site is one of that site, or of none named.
    public func covers(_ site: MetastasisSite) -> Bool {
        switch self {
        case .unnamed: true
        case .named(let named): named == site
        case .elsewhere: false
        }
    }
}
