import Glibc
import LocatedTOML

/// Finds the folder of code tables where none, or one, was named: as protocols are found.
///
/// The order: the folder named, `$CNSWATCH_CODES`, `/etc/cnswatch/codes`, and the same below `etc` of the folders above the
/// program. Never the current folder.
public struct CodeTableLocator: Sendable {
    /// The folder named on the command line or in the configuration.
    public var named: String?
    /// The value of `$CNSWATCH_CODES`; empty counts as absent.
    public var environmentValue: String?
    /// Where the tables are that were installed with the program, or lie in a checkout around it.
    public var places = ShippedPlaces(installed: "/etc/cnswatch/codes")

    /// A locator for a folder named, if any, with the environment and program of this process.
    public init(named: String? = nil) {
        self.named = named
        environmentValue = getenv("CNSWATCH_CODES").map { String(cString: $0) }
    }

    /// The folder. One that was named is the only one looked at, and is given whether it is there or not: reading it tells.
    public func locate() -> String {
        if let named { return named }
        if let environmentValue, !environmentValue.isEmpty { return environmentValue }
        return places.first ?? places.installed
    }
}
