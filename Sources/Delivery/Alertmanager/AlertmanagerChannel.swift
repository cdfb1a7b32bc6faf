/// A Prometheus Alertmanager, by its version 2 interface.
public struct AlertmanagerChannel: Sendable {
    /// Where it answers, without `/api/v2/alerts`.
    public let address: WebAddress
    /// How HTTP gets there.
    public let way: WebWay

    /// A channel to this Alertmanager.
    ///
    /// - Throws: `ChannelFault.webAddress` where the address has a query, which belongs behind a path of our own.
    public init(address: WebAddress, way: WebWay = .direct) throws(ChannelFault) {
        guard !address.text.contains("?") else { throw .webAddress }
        self.address = address
        self.way = way
    }

    /// The body of the request that posts alerts.
    public func body(for alerts: [ActiveAlert]) -> [UInt8] { AlertBody(alerts).bytes }

    var endpoint: String {
        address.text + (address.text.hasSuffix("/") ? "" : "/") + "api/v2/alerts"
    }
}
