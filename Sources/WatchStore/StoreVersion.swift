/// What tells whether a store was changed: by other connections, or by this one.
public struct StoreVersion: Hashable, Sendable {
    let ofOthers: Int
    let own: Int
}
