/// Where in the structure a writer stands, as far as separators go.
enum WriterPosition: Sendable {
    /// Outside any array or object.
    case top
    /// Behind an opening brace or bracket.
    case opened
    /// Behind a key and its colon.
    case keyed
    /// Behind a value inside an array or object.
    case followed
}
