import SecureHash

/// The names under which logs speak of patients: of no use without the site's key.
struct Pseudonyms {
    private let authenticator: MessageAuthenticator

    init(key: [UInt8]) { authenticator = MessageAuthenticator(key: key) }

    /// The first 12 hexadecimal digits of the keyed digest of a record number.
    func pseudonym(of mrn: String) -> String { authenticator.code(of: mrn.utf8).digits(12) }
}
