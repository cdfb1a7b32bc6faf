import ProtocolReading
import Surveillance

/// What holds at the moment beside what the store keeps: the watchman settles it, whoever answers reads it.
struct WatchmanStanding: Sendable {
    /// Why a newer roster was refused, and when, in seconds since 1970; nil once one is taken.
    struct Refusal: Sendable, Hashable {
        let at: Int
        let reasons: [String]
    }

    /// The protocol in force.
    var rules: SurveillanceProtocol
    /// Its fingerprint.
    var fingerprint: String
    /// Why a newer roster was refused.
    var refusal: Refusal?
    /// Why a newer protocol was refused; empty once one is taken.
    var protocolRefusal: [String] = []

    /// The standing of a service that has just read its protocol.
    init(_ rules: SurveillanceProtocol) {
        self.rules = rules
        fingerprint = "\(ProtocolFingerprint(of: rules))"
    }
}
