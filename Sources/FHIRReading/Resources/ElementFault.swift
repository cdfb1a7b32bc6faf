/// An element of a resource that cannot be used.
struct ElementFault: Error, Hashable {
    /// The element, as `Observation.code.coding`.
    let path: String
    /// What is wrong, in one clause. It quotes nothing of the resource.
    let reason: String
}
