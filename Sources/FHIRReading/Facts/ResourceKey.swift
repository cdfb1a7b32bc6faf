import ClinicalModel

/// What makes a resource the same as another version of it.
struct ResourceKey: Hashable {
    private let id: ResourceID
    private let form: ResourceID.Form
    private let type: UInt8
    // The file it belongs to; none where its id belongs to the whole folder.
    private let file: UInt16?

    init(_ fact: Fact) {
        id = fact.id
        form = fact.form
        type = fact.type
        file = fact.isScoped ? fact.file : nil
    }
}
