import ControlInterface
import Surveillance

extension ProtocolReference {
    /// The reference to a protocol whose content has this fingerprint.
    public init(_ rules: SurveillanceProtocol, fingerprint: String) {
        self.init(id: rules.id, version: rules.version, title: rules.title, fingerprint: fingerprint)
    }
}
