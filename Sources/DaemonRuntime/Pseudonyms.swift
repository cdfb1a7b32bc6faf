/// The names under which logs speak of patients: of no use without the site's key.
struct Pseudonyms {
    private let key: [UInt8]

    init(key: [UInt8]) { self.key = key }

    /// The first 12 hexadecimal digits of the keyed digest of a record number.
    func pseudonym(of mrn: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let code = SHA256.authenticationCode(of: Array(mrn.utf8), key: key).prefix(6)
        return String(decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
