import ClinicalModel

/// What a resource is that others point to.
enum KnownThing: Hashable {
    case breastCancer
    case cnsMetastasis
    case otherMetastasis
    case otherCancer
    case drug(number: UInt32)
    case notTissue
    case site(BodySite)
    case imaging(ImagingKind)
}
