import ProtocolReading
import Surveillance

/// What holds at the moment beside what the store keeps: the watchman settles it, whoever answers reads it.
struct WatchmanStanding: Sendable {
    /// Why a newer roster was refused, and when, in seconds since 1970; nil once one is taken.
    struct Refusal: Sendable, Hashable {
        let at: Int
        let reasons: [String]
    }

    /// How far the machine's clock is trusted.
    enum Clock: Sendable, Hashable {
        /// There is no reason not to.
        case trusted
        /// Nothing keeps it, as was first seen at this moment, in seconds since 1970.
        case doubted(since: Int)
        /// Nothing keeps it, and that was told.
        case told
    }

    /// The protocol in force.
    var rules: SurveillanceProtocol
    /// Its fingerprint.
    var fingerprint: String
    /// Why a newer roster was refused.
    var refusal: Refusal?
    /// Why a newer protocol was refused; empty once one is taken.
    var protocolRefusal: [String] = []
    /// How far the machine's clock is trusted.
    var clock = Clock.trusted

    /// The standing of a service that has just read its protocol.
    init(_ rules: SurveillanceProtocol) {
        self.rules = rules
        fingerprint = "\(ProtocolFingerprint(of: rules))"
    }
}
