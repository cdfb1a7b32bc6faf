/// Which protocol decides what patients are owed.
public struct ProtocolInForce: Hashable, Sendable {
    /// Its name, such as `her2-cns`.
    public var id: String
    /// Its version.
    public var version: String
    /// The digest of its numbers.
    public var fingerprint: String

    /// The protocol of this name, version and digest.
    public init(id: String, version: String, fingerprint: String) {
        self.id = id
        self.version = version
        self.fingerprint = fingerprint
    }
}
