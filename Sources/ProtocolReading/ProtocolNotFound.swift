import LocatedTOML

/// There is no protocol file at any of the places looked at.
public struct ProtocolNotFound: Error, Hashable, Sendable {
    /// Who said where to look.
    public enum Origin: String, CaseIterable, Hashable, Sendable {
        /// The path was named on the command line or in the configuration.
        case named
        /// The path was in `$CNSWATCH_PROTOCOL`.
        case environment
        /// Nobody: the usual places.
        case standard
    }

    /// The places, in the order in which they were looked at.
    public let places: [String]
    /// Who said where to look.
    public let origin: Origin

    /// What to do about it.
    public var remedy: String {
        switch origin {
        case .named: "name a protocol file that exists"
        case .environment: "correct or unset CNSWATCH_PROTOCOL"
        case .standard: "install the protocol there, or name one"
        }
    }
}

extension ProtocolNotFound: CustomStringConvertible {
    /// What was looked for where, and the remedy.
    public var description: String {
        let origin =
            switch origin {
            case .named, .standard: ""
            case .environment: " (from CNSWATCH_PROTOCOL)"
            }
        let places = places.map { Excerpt.hasControls($0) ? Excerpt($0).description : $0 }.joined(separator: ", ")
        return "no protocol file at \(places)\(origin); \(remedy)"
    }
}
