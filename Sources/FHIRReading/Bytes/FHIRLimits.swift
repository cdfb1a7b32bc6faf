/// How much of everything is read before it is taken for garbage.
struct FHIRLimits: Sendable {
    /// Bytes of one resource.
    var resource = 16 << 20
    /// Arrays and objects inside each other.
    var depth = 64
    /// Files in a folder.
    var files = 65_000
    /// Bytes read at once.
    var block = 1 << 18
}
