import Glibc
import LocatedTOML

/// Finds the protocol file to use, whether or not a path was named.
///
/// The order: the path named, `$CNSWATCH_PROTOCOL`, `/etc/cnswatch/protocols/her2-cns.toml`, and the same below `etc`
/// of the folders above the program, so that a checkout works without installing. Never the current folder: the
/// protocol decides what patients are owed, and the working directory must not select it.
///
/// A named path is the only one tried: a silent fall-back to a different protocol would be worse than stopping.
public struct ProtocolLocator: Sendable {
    /// The path named on the command line or in the configuration.
    public var named: String?
    /// The value of `$CNSWATCH_PROTOCOL`; empty counts as absent.
    public var environmentValue: String?
    /// The places of a protocol that was installed with the program, or lies in a checkout around it.
    public var places = ShippedPlaces(installed: "/etc/cnswatch/protocols/her2-cns.toml")

    /// A locator for an optional named path, with the environment and program of this process.
    public init(named: String? = nil) {
        self.named = named
        environmentValue = getenv("CNSWATCH_PROTOCOL").map { String(cString: $0) }
    }

    /// The path of the protocol file.
    ///
    /// An unreadable file counts as found: reading it gives the reason.
    ///
    /// - Throws: the places tried, if none has a file.
    public func locate() throws(ProtocolNotFound) -> String {
        if let named { return try found(named, origin: .named) }
        if let environmentValue, !environmentValue.isEmpty { return try found(environmentValue, origin: .environment) }
        guard let place = places.first else { throw ProtocolNotFound(places: places.all, origin: .standard) }
        return place
    }

    private func found(_ path: String, origin: ProtocolNotFound.Origin) throws(ProtocolNotFound) -> String {
        guard ShippedPlaces.exists(path) else { throw ProtocolNotFound(places: [path], origin: origin) }
        return path
    }
}

/// No protocol file exists at any of the places tried.
public struct ProtocolNotFound: Error, Hashable, Sendable {
    /// Where the search path came from.
    public enum Origin: String, CaseIterable, Hashable, Sendable {
        /// The path was named on the command line or in the configuration.
        case named
        /// The path was in `$CNSWATCH_PROTOCOL`.
        case environment
        /// No path was named: the standard places.
        case standard
    }

    /// The places, in the order in which they were tried.
    public let places: [String]
    /// Where the search path came from.
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
    /// What was searched for and where, and the remedy.
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
