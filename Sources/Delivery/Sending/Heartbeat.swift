/// A dead man's switch: an address that is asked for as long as all is well, by whose silence somebody notices that it is not.
///
/// It is asked for with `GET`, without a body, and nothing is in it but what the admin wrote: that suits healthchecks.io and its
/// like, and every web server's log. Any answer from 200 to 299 will do.
public struct Heartbeat: Hashable, Sendable {
    /// Where; printing it shows no path, which may hold a secret.
    public let address: WebAddress
    /// How HTTP gets there.
    public let way: WebWay

    /// A heartbeat of this address.
    public init(address: WebAddress, way: WebWay = .direct) {
        self.address = address
        self.way = way
    }
}
