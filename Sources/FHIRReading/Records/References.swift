/// A reference as found: the first place to look, and a second one.
struct Reference: Hashable {
    let first: ReferenceKey
    let second: ReferenceKey

    /// The scope of the whole folder.
    static let everywhere = -1

    init(type: String, scope: Int, id: String) {
        let isUUID = id.utf8.count == 36 && id.utf8.allSatisfy { $0 == 0x2D || Reference.isHexadecimal($0) }
        let plain = isUUID ? id.lowercased() : id
        second = ReferenceKey(type: type, scope: Reference.everywhere, id: plain)
        first = isUUID ? second : ReferenceKey(type: type, scope: scope, id: plain)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

/// A resource by type, scope and id, as one number: the key of references and resources.
///
/// The scope is the bundle an id belongs to; ids that are UUIDs, and ids in NDJSON files, belong to the whole folder.
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

extension Element {
    /// Returns the resource that a reference points to.
    ///
    /// `Type/id`, absolute addresses that end so, and versions of either mean the id; `urn:uuid:` means the UUID; any
    /// other address means the full URL of an entry. A conditional or logical reference means an identifier.
    func reference(to type: ResourceType, scope: Int) throws(ElementFault) -> Reference? {
        if let text = try text("reference") { return Element.reference(text, to: type, scope: scope) }
        guard let identifier = try element("identifier"), let value = try identifier.text("value") else { return nil }
        return Element.identifierReference(type, system: try identifier.text("system") ?? "", value: value)
    }

    /// Returns the type that a reference names; nil if it names none.
    func referenceType() throws(ElementFault) -> String? {
        if let type = try text("type") { return type }
        guard let text = try text("reference") else { return nil }
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count >= 2 else { return nil }
        let type = parts[parts.count - 2]
        return type == "_history" ? (parts.count >= 4 ? parts[parts.count - 4] : nil) : type
    }

    static func reference(_ text: String, to type: ResourceType, scope: Int) -> Reference? {
        if text.isEmpty || text.hasPrefix("#") { return nil }
        if text.hasPrefix("urn:uuid:") {
            return Reference(type: type.rawValue, scope: scope, id: String(text.dropFirst("urn:uuid:".utf8.count)))
        }
        if let question = text.firstIndex(of: "?") {
            let query = text[text.index(after: question)...]
            guard query.hasPrefix("identifier=") else { return nil }
            let token = query.dropFirst("identifier=".count).split(
                separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            return token.count == 2
                ? identifierReference(type, system: String(token[0]), value: String(token[1]))
                : token.first.map { identifierReference(type, system: "", value: String($0)) }
        }
        var parts = text.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        if parts.count >= 4, parts[parts.count - 2] == "_history" { parts.removeLast(2) }
        if parts.count >= 2 {
            guard parts[parts.count - 2] == type.rawValue else { return nil }
            return Reference(type: type.rawValue, scope: scope, id: parts[parts.count - 1])
        }
        return Reference(type: type.rawValue, scope: scope, id: text)
    }

    static func identifierReference(_ type: ResourceType, system: String, value: String) -> Reference {
        Reference(type: type.rawValue + "?", scope: Reference.everywhere, id: system + "|" + value)
    }
}
