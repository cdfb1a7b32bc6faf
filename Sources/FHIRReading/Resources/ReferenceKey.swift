/// A resource by type, scope and id, as one number: what references and resources are found by.
///
/// The scope is the bundle an id belongs to; ids that are UUIDs, and those of NDJSON files, belong to the whole folder.
struct ReferenceKey: Hashable {
    private let value: UInt64

    init(type: String, scope: Int, id: String) {
        var hasher = Hasher()
        hasher.combine(type)
        hasher.combine(scope)
        hasher.combine(id)
        value = UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
