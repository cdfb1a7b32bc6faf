/// A reference as it is found: where to look first, and where else.
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
