/// Decodes keys from the bytes that a terminal sends, however transit split them.
///
/// The sequences are those of ECMA-48 as xterm, tmux, screen and the Linux console send them.
public struct KeyReader: Sendable {
    private var pending: [UInt8] = []

    /// A reader in its initial state.
    public init() {}

    /// Whether a sequence has begun that may continue; if no byte follows for a moment it was the escape key.
    public var isInSequence: Bool { !pending.isEmpty }

    /// Reads bytes and returns the complete keys.
    public mutating func read(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while let (key, length) = KeyReader.first(of: pending) {
            keys.append(key)
            pending.removeFirst(length)
        }
        return keys
    }

    /// The pending key if nothing more comes: a lone escape is its key; bytes that form no key are dropped.
    public mutating func end() -> [Key] {
        defer { pending = [] }
        return pending.first == 0x1B ? [.escape] : []
    }

    /// The first key of some bytes and how many of them it took; nil while it is incomplete.
    private static func first(of bytes: [UInt8]) -> (Key, Int)? {
        guard let byte = bytes.first else { return nil }
        switch byte {
        case 0x1B: return sequence(bytes)
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x7F, 0x08: return (.backspace, 1)
        case 0x01...0x1A: return (.control(Character(UnicodeScalar(byte + 0x60))), 1)
        case 0x00...0x1F: return (.unknown, 1)
        case 0x20...0x7E: return (.character(Character(UnicodeScalar(byte))), 1)
        default: return character(bytes)
        }
    }

    private static func character(_ bytes: [UInt8]) -> (Key, Int)? {
        let length =
            switch bytes[0] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        guard bytes.count >= length else { return nil }
        guard length > 1, let text = String(validating: bytes[..<length], as: UTF8.self), let character = text.first
        else {
            return (.unknown, 1)
        }
        return (.character(character), length)
    }

    private static func sequence(_ bytes: [UInt8]) -> (Key, Int)? {
        guard bytes.count > 1 else { return nil }
        // ESC [ parameters final, or ESC O final.
        guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else {
            // Two escapes in a row are the key twice; any other byte after one was typed with Alt.
            return bytes[1] == 0x1B ? (.escape, 1) : (.unknown, 2)
        }
        guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return bytes.count > 16 ? (.unknown, bytes.count) : nil
        }
        let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
        return (key(parameters.prefix { $0 != ";" }, final: bytes[end]), end + 1)
    }

    private static func key(_ parameter: some StringProtocol, final: UInt8) -> Key {
        switch (UnicodeScalar(final), String(parameter)) {
        case ("A", _): .up
        case ("B", _): .down
        case ("C", _): .right
        case ("D", _): .left
        case ("H", _), ("~", "1"), ("~", "7"): .home
        case ("F", _), ("~", "4"), ("~", "8"): .end
        case ("~", "3"): .delete
        case ("~", "5"): .pageUp
        case ("~", "6"): .pageDown
        case ("M", ""): .enter
        default: .unknown
        }
    }
}

/// A pressed key.
public enum Key: Equatable, Sendable {
    /// A key that writes a character.
    case character(Character)
    /// A key pressed with Control, by its letter in lower case.
    case control(Character)
    case enter, escape, tab, backspace, delete
    case up, down, left, right, home, end, pageUp, pageDown
    /// A key without a meaning here.
    case unknown
}
