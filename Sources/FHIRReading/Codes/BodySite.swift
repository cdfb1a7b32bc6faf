import ClinicalModel

/// A part of the body, as far as rules tell parts apart.
enum BodySite: String, CaseIterable, Hashable, Sendable {
    case brain, head, meninges, spine, breast, lung, liver, bone, node, skin, elsewhere

    /// The site of a metastasis there; nil where the site does not tell, or it is leptomeningeal disease.
    var metastasisSite: MetastasisSite? {
        switch self {
        case .brain: .brain
        case .lung: .lung
        case .liver: .liver
        case .bone: .bone
        case .node: .node
        case .skin: .skin
        case .elsewhere, .breast: .other
        case .head, .meninges, .spine: nil
        }
    }
}
