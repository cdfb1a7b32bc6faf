/// Fields in order, each name once: a struct type, a method's input or output, or an error's fields.
public struct StructDefinition: Sendable, Equatable {
    /// The fields, in the order of the description.
    public let fields: [FieldDefinition]

    /// A struct of the given fields.
    public init(_ fields: [FieldDefinition] = []) {
        self.fields = fields
    }

    /// The field of a name, or nil.
    public subscript(name: String) -> FieldDefinition? {
        fields.first { $0.name == name }
    }
}
