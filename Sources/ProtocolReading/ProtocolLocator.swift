import Glibc
import LocatedTOML

/// Finds the protocol file to use where none, or one, was named.
///
/// The order: the path named, `$CNSWATCH_PROTOCOL`, `/etc/cnswatch/protocols/her2-cns.toml`, and the same below `etc` of
/// the folders above the program, so that a checkout works without installing. Never the current folder: the protocol
/// decides what patients are owed, and a file lying where somebody happens to stand must not decide that.
///
/// A path that was named is the only one looked at: to fall back on another protocol in silence would be worse than to stop.
public struct ProtocolLocator: Sendable {
    /// The path named on the command line or in the configuration.
    public var named: String?
    /// The value of `$CNSWATCH_PROTOCOL`; empty counts as absent.
    public var environmentValue: String?
    /// Where a protocol is that was installed with the program, or lies in a checkout around it.
    public var places = ShippedPlaces(installed: "/etc/cnswatch/protocols/her2-cns.toml")

    /// A locator for a path named, if any, with the environment and program of this process.
    public init(named: String? = nil) {
        self.named = named
        environmentValue = getenv("CNSWATCH_PROTOCOL").map { String(cString: $0) }
    }

    /// The path of the protocol file.
    ///
    /// A file that exists but may not be read is found all the same, so that reading it tells the reason.
    ///
    /// - Throws: The places looked at, where there is none.
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
