import SecureHash

/// The systems under which cnswatch names things, and the identifiers of the resources it makes.
///
/// A resource is named by what it is about: the same patient and item give the same identifier, whenever and however often
/// they are exported, so that a receiver that keeps resources replaces what it has.
enum FHIRIdentity {
    /// What all systems of names begin with that are given out here.
    static let system = "urn:x-site:cnswatch"

    /// The identifier of a resource: a UUID whose digits are those of a digest (version 8 of RFC 9562).
    static func identifier(_ kind: FHIRResource.Kind, _ about: String) -> String {
        var digits = Array(SHA256.digest(of: "\(kind.rawValue)\n\(about)".utf8).digits(32).utf8)
        digits[12] = UInt8(ascii: "8")
        // The two bits that say which kind of UUID it is; the digit keeps two of its own.
        let variants = Array("89ab".utf8)
        digits[16] = variants[Int(digits[16] & 3)]
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
        return parts.joined(separator: "-")
    }
}
