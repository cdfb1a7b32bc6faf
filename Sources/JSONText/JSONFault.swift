/// The ways in which bytes can fail to be the JSON this room accepts.
///
/// A fault names a rule and never quotes the document, so its text can be logged whatever the document holds.
public enum JSONFault: Sendable, Hashable, CaseIterable {
    /// There is nothing but white space.
    case empty
    /// The document ends inside a value.
    case unexpectedEnd
    /// A value was due and the byte starts none.
    case expectedValue
    /// A member was due and the byte is not a quotation mark.
    case expectedKey
    /// A key is not followed by a colon.
    case expectedColon
    /// An element is followed by neither a comma nor the closing bracket.
    case expectedCommaOrBracket
    /// A member is followed by neither a comma nor the closing brace.
    case expectedCommaOrBrace
    /// A number starts with a zero that another digit follows.
    case leadingZero
    /// A number lacks the digit its sign, point or exponent calls for.
    case missingDigit
    /// A number is beyond the range of a double.
    case numberOutOfRange
    /// A string holds an unescaped character below U+0020.
    case controlCharacter
    /// A reverse solidus is followed by a character that makes no escape.
    case unknownEscape
    /// A `\u` escape lacks its four hexadecimal digits.
    case malformedUnicodeEscape
    /// A `\u` escape names half of a surrogate pair.
    case loneSurrogate
    /// A string holds bytes that are not UTF-8.
    case invalidUTF8
    /// An object names the same key twice.
    case duplicateKey
    /// Arrays and objects nest deeper than the parser allows.
    case tooDeep
    /// The value is followed by something other than white space.
    case trailingBytes

    /// What is wrong, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .empty: "the document is empty"
        case .unexpectedEnd: "the document ends inside a value"
        case .expectedValue: "no JSON value starts here"
        case .expectedKey: "an object's member does not start with a quoted key"
        case .expectedColon: "a key is not followed by a colon"
        case .expectedCommaOrBracket: "an array's element is followed by neither ',' nor ']'"
        case .expectedCommaOrBrace: "an object's member is followed by neither ',' nor '}'"
        case .leadingZero: "a number starts with a superfluous zero"
        case .missingDigit: "a number lacks a digit"
        case .numberOutOfRange: "a number is too large for a 64-bit double"
        case .controlCharacter: "a string holds an unescaped control character"
        case .unknownEscape: "a string holds an escape that JSON does not have"
        case .malformedUnicodeEscape: "a \\u escape is not followed by four hexadecimal digits"
        case .loneSurrogate: "a \\u escape names half of a surrogate pair"
        case .invalidUTF8: "a string holds bytes that are not UTF-8"
        case .duplicateKey: "an object names the same key twice"
        case .tooDeep: "arrays and objects nest too deeply"
        case .trailingBytes: "something follows the end of the value"
        }
    }

    /// What the writer of the document can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .empty: "Send one JSON value."
        case .unexpectedEnd: "Close every string, array and object; check that the document was not cut off."
        case .expectedValue: "Write a string, number, object, array, true, false or null; no comma may end a list."
        case .expectedKey: "Write each key in double quotes, and no comma before the closing brace."
        case .expectedColon: "Put ':' between the key and its value."
        case .expectedCommaOrBracket: "Separate elements with ',' and close the array with ']'."
        case .expectedCommaOrBrace: "Separate members with ',' and close the object with '}'."
        case .leadingZero: "Drop the zero, or write the number as a string."
        case .missingDigit: "Write a digit after the sign, around the point and in the exponent."
        case .numberOutOfRange: "Keep numbers below 1.8e308, or write the number as a string."
        case .controlCharacter: "Escape it, for instance as \\n or \\u0009."
        case .unknownEscape: "Use \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\uXXXX."
        case .malformedUnicodeEscape: "Write exactly four of 0-9, a-f, A-F after \\u."
        case .loneSurrogate: "Write both halves, high then low, or the character itself in UTF-8."
        case .invalidUTF8: "Encode the document in UTF-8."
        case .duplicateKey: "Name each key once."
        case .tooDeep: "Flatten the document."
        case .trailingBytes: "Send one value, followed by nothing but white space."
        }
    }
}
