/// Which version of a resource it is: by the moment it was last updated, and of one moment by the number of the version.
///
/// One that tells neither is older than any other.
struct Version: Comparable, Hashable {
    /// Seconds since 1970; zero where they are not told.
    let seconds: UInt32
    // Four bits of the part of the second, then the number of the version as far as twelve bits go.
    private let rest: UInt16

    /// Nothing is told.
    static let untold = Version(seconds: 0, milliseconds: 0, number: 0)

    /// None is later.
    static let last = Version(seconds: .max, milliseconds: 999, number: 4_095)

    init(seconds: UInt32, milliseconds: Int, number: Int) {
        self.seconds = seconds
        let part = UInt16(min(max(milliseconds, 0), 999) * 16 / 1_000)
        rest = part << 12 | UInt16(min(max(number, 0), 4_095))
    }

    /// Whether it says of itself that it is the first.
    var isFirst: Bool { rest & 4_095 == 1 }

    static func < (one: Version, other: Version) -> Bool {
        (one.seconds, one.rest) < (other.seconds, other.rest)
    }
}
