/// How far the disease had spread at a diagnosis.
@frozen
public enum DiseaseExtent: String, CaseIterable, Hashable, Sendable {
    /// Confined to the breast and its regional nodes.
    case early
    /// Spread to a distant site.
    case metastatic
}
