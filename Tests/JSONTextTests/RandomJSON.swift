import JSONText
import TestSupport

/// Random values and random near-misses of JSON text.
struct RandomJSON {
    var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
        case 3: return .number(finiteDouble())
        case 4: return .string(string())
        case 5:
            return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<20, using: &generator) { object[string()] = value(depth: depth - 1) }
            return .object(object)
        }
    }

    mutating func string() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<20, using: &generator) {
            let limit: UInt32 = [0x30, 0x80, 0x800, 0x10FFFF].randomElement(using: &generator) ?? 0x80
            text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0...limit, using: &generator)) ?? "?")
        }
        return text
    }

    /// Bytes drawn from what JSON is made of, so that the parser gets further than its first byte.
    mutating func nearlyJSON() -> [UInt8] {
        let alphabet = Array("{}[]:,\"\\ue+-.0123456789abtrfnl \n\0\u{1F}é\u{1F600}".utf8) + [0x80, 0xC0, 0xED, 0xFF]
        return (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
            alphabet.randomElement(using: &generator) ?? 0
        }
    }

    private mutating func finiteDouble() -> Double {
        let drawn = Double(bitPattern: generator.next())
        return drawn.isFinite ? drawn : 0.5
    }
}
