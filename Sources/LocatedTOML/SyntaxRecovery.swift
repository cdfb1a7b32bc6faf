/// Reads on after a fault of syntax, so that one slip does not hide the other faults of a file.
///
/// Only a line that is one `key = value` is stepped over: its value becomes `TOMLNode.damaged`, about which nothing more
/// is said. Anything else, such as a broken header, would put the keys after it into the wrong table and so make faults
/// that are none; there the reading ends.
struct SyntaxRecovery {
    /// The faults of syntax, in the order in which they were found.
    private(set) var faults: [ConfigurationFault] = []
    /// The root table, or nil where the reading ended.
    private(set) var root: TOMLNode?
    /// The text without what was stepped over, line for line that of the file.
    private(set) var text: String

    private static let faultLimit = 20

    init(text: String, file: String) {
        self.text = text
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String($0) ?? "" }
        var steppedOver: Set<Int> = []
        while true {
            do throws(TOMLParser.Failure) {
                root = try TOMLParser.parse(self.text)
                return
            } catch {
                let index = error.line - 1
                if !steppedOver.contains(index) {
                    faults.append(
                        ConfigurationFault(
                            file: file, line: error.line, column: error.column, keyPath: "",
                            reason: error.fault.reason, remedy: error.fault.remedy))
                }
                guard case .syntax = error.fault, faults.count < SyntaxRecovery.faultLimit,
                    lines.indices.contains(index),
                    let key = SyntaxRecovery.key(startingLine: lines[index])
                else { return }
                // A value put in place of a second one of the same key is as wrong as that was: then the line goes.
                lines[index] = steppedOver.insert(index).inserted ? "\(key) = \"\\u0001damaged\"" : ""
                self.text = lines.joined(separator: "\n")
            }
        }
    }

    /// The bare key at the start of a line, where something follows that may have been meant as its value.
    private static func key(startingLine line: String) -> String? {
        let trimmed = line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let key = trimmed.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        let rest = trimmed.dropFirst(key.count).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let first = key.first, first > UInt8(ascii: "9"), rest.first == UInt8(ascii: "=") else { return nil }
        return String(key)
    }
}
