import SecureHash
import WatchStore

/// The names under which logs speak of patients: of no use without the site's key.
package struct Pseudonyms: Sendable {
    private let authenticator: MessageAuthenticator

    package init(key: [UInt8]) { authenticator = MessageAuthenticator(key: key) }

    /// A few digits that tell this site from others; no record number begins with a zero byte.
    package var site: String { authenticator.code(of: "\0site".utf8).digits(8) }

    /// The first 12 hexadecimal digits of the keyed digest of a record number.
    func pseudonym(of mrn: String) -> String { authenticator.code(of: mrn.utf8).digits(12) }
}

/// The secret from which the pseudonyms of a site's patients are made; random, and kept in the store.
package enum SiteKey {
    /// The key in the store, made where there is none yet.
    package static func key(in store: WatchStore) throws(StoreError) -> [UInt8] {
        try store.write { writer in
            if let key = try writer.reader.setting("site-key") { return key }
            let key = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
            try writer.set("site-key", to: key)
            return key
        }
    }
}
