/// Where a metastasis is.
@frozen
public enum MetastasisSite: String, CaseIterable, Hashable, Sendable {
    /// Lung.
    case lung
    /// Liver.
    case liver
    /// Bone.
    case bone
    /// Lymph node.
    case node
    /// Skin.
    case skin
    /// Brain.
    case brain
    /// Any other site.
    case other
}
