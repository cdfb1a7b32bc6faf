/// How a writer lays out its text.
public enum JSONStyle: Sendable, Hashable {
    /// No white space at all: what goes over a wire.
    case compact
    /// One member or element per line, two spaces per level, a space after the colon: what a person reads.
    case pretty
}
