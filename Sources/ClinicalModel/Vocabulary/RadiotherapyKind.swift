/// A course of radiotherapy, dated by its last fraction.
@frozen
public enum RadiotherapyKind: String, CaseIterable, Hashable, Sendable {
    /// Stereotactic radiosurgery.
    case srs
    /// Fractionated stereotactic radiotherapy.
    case fsrt
    /// Whole-brain radiotherapy.
    case wbrt
    /// To the breast or chest wall.
    case breast
    /// To the whole neuraxis.
    case craniospinal
}

extension RadiotherapyKind {
    /// Whether it is local therapy of brain metastases: `srs`, `fsrt` or `wbrt` (protocol.md section 3).
    public var isLocalTherapy: Bool {
        switch self {
        case .srs, .fsrt, .wbrt: true
        case .breast, .craniospinal: false
        }
    }
}
