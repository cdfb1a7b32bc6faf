import WatchStore

/// The secret from which the pseudonyms of a site's patients are made; random, and kept in the store.
enum SiteKey {
    /// The key in the store, made where there is none yet.
    static func key(in store: WatchStore) throws(StoreError) -> [UInt8] {
        try store.write { writer in
            if let key = try writer.reader.setting("site-key") { return key }
            let key = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
            try writer.set("site-key", to: key)
            return key
        }
    }
}
