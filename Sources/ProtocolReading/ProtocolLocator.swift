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
