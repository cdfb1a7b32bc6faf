/// One token of an interface description, with its place and the comment lines above it.
struct InterfaceToken {
    enum Kind: Equatable {
        case word(String)
        case symbol(Unicode.Scalar)
        case arrow
        case end
    }

    let kind: Kind
    let documentation: [String]
    let line: Int
    let column: Int

    func fault(_ fault: InterfaceFault) -> InterfaceParseError {
        InterfaceParseError(fault, line: line, column: column)
    }
}
