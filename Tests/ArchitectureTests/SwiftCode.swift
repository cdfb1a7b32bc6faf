/// Swift source text, as far as these tests read it: comments, strings and imports.
struct SwiftCode {
    let text: String

    init(_ text: String) { self.text = text }

    /// The text with every comment replaced by a blank; line breaks and strings stay.
    var withoutComments: String { scanned(keepingStrings: true) }

    /// The text without comments and without what stands between quotes.
    var withoutCommentsAndStrings: String { scanned(keepingStrings: false) }

    /// The modules that are imported, in order.
    var imports: [String] {
        withoutCommentsAndStrings.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({ $0.hasPrefix("@") || SwiftCode.accessLevels.contains($0) })
            else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let named = kinds.contains(words[place + 1]) ? words.dropFirst(place + 2).first : words[place + 1]
            return named.map { String($0.split(separator: ".").first ?? $0) }
        }
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]

    private enum State: Equatable {
        case code
        case line
        case block(depth: Int)
        case string(quotes: Int)
    }

    // Enough of Swift for sources that swift-format has laid out; the quotes of an interpolation open and close in pairs.
    private func scanned(keepingStrings: Bool) -> String {
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var state = State.code
        var index = 0
        func has(_ word: StaticString) -> Bool {
            guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
            for place in 0..<word.utf8CodeUnitCount where bytes[index + place] != word.utf8Start[place] { return false }
            return true
        }
        while index < bytes.count {
            let byte = bytes[index]
            var length = 1
            switch state {
            case .code:
                if has("//") {
                    state = .line
                } else if has("/*") {
                    state = .block(depth: 1)
                    length = 2
                } else if has("\"\"\"") {
                    state = .string(quotes: 3)
                    length = 3
                } else if has("\"") {
                    state = .string(quotes: 1)
                } else {
                    kept.append(byte)
                }
                if case .string = state { kept += bytes[index..<(index + length)] }
            case .line:
                if byte == UInt8(ascii: "\n") {
                    state = .code
                    kept.append(byte)
                }
            case .block(let depth):
                if has("/*") {
                    state = .block(depth: depth + 1)
                    length = 2
                } else if has("*/") {
                    state = depth == 1 ? .code : .block(depth: depth - 1)
                    length = 2
                    kept.append(UInt8(ascii: " "))
                } else if byte == UInt8(ascii: "\n") {
                    kept.append(byte)
                }
            case .string(let quotes):
                var isKept = keepingStrings || byte == UInt8(ascii: "\n")
                if byte == UInt8(ascii: "\\") {
                    length = min(2, bytes.count - index)
                } else if quotes == 3 ? has("\"\"\"") : has("\"") {
                    length = quotes
                    state = .code
                    isKept = true
                } else if quotes == 1, byte == UInt8(ascii: "\n") {
                    state = .code
                }
                if isKept { kept += bytes[index..<(index + length)] }
            }
            index += length
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
