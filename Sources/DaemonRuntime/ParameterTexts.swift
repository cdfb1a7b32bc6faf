import JSONText
import Varlink

/// Holds the texts of a call to what people type: nothing that ends a text early or moves a terminal, and no books.
enum ParameterTexts {
    private static let longest = 4_096

    /// Throws the parameter, by its path, that holds anything else.
    static func check(_ parameters: JSONObject) throws(VarlinkError) {
        for (name, value) in parameters { try check(value, name) }
    }

    private static func check(_ value: JSONValue, _ path: String) throws(VarlinkError) {
        switch value {
        case .string(let text):
            let isFit = text.utf8.count <= longest && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            if !isFit { throw .invalidParameter(path) }
        case .array(let values):
            for (index, value) in values.enumerated() { try check(value, "\(path)[\(index)]") }
        case .object(let object):
            for (name, value) in object { try check(value, "\(path).\(name)") }
        case .null, .bool, .integer, .number: break
        }
    }
}
