import SecureHash

/// The names under which logs speak of patients: of no use without the site's key.
struct Pseudonyms {
    private let authenticator: MessageAuthenticator

    init(key: [UInt8]) { authenticator = MessageAuthenticator(key: key) }

    /// A few digits that tell this site from others; no record number begins with a zero byte.
    var site: String { authenticator.code(of: "\0site".utf8).digits(8) }

    /// The first 12 hexadecimal digits of the keyed digest of a record number.
    func pseudonym(of mrn: String) -> String { authenticator.code(of: mrn.utf8).digits(12) }
}
