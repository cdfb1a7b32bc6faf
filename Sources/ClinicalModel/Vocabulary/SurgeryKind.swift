/// An operation.
@frozen
public enum SurgeryKind: String, CaseIterable, Hashable, Sendable {
    /// Resection of a brain metastasis: local therapy.
    case brainResection = "brain-resection"
    /// Removal of one breast.
    case mastectomy
    /// Removal of both breasts.
    case bilateralMastectomy = "bilateral-mastectomy"
    /// Breast-conserving surgery.
    case lumpectomy
    /// Any other operation.
    case other
}

extension SurgeryKind {
    /// Whether it is breast surgery: `mastectomy`, `bilateral-mastectomy` or `lumpectomy` (protocol.md section 6).
    public var isBreastSurgery: Bool {
        switch self {
        case .mastectomy, .bilateralMastectomy, .lumpectomy: true
        case .brainResection, .other: false
        }
    }
}
