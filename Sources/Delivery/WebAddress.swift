/// An HTTP address. Printing it does not show path and query, which may hold a secret.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let text: String
    /// The scheme, host and port.
    public let description: String

    /// Parses an address: `http://` or `https://`, a host, optionally a port, path and query.
    public init(_ text: String) throws(ChannelFault) {
        guard let parts = WebAddress.parts(of: text), !text.contains("#") else { throw .webAddress }
        self.text = text
        description = parts.origin
    }

    /// Parses the address of a proxy: scheme, host and port only.
    static func proxy(_ text: String) throws(ChannelFault) -> WebAddress {
        guard let parts = parts(of: text), parts.rest.isEmpty, let address = try? WebAddress(text) else { throw .proxy }
        return address
    }

    /// Shows only what the description shows.
    public var customMirror: Mirror { Mirror(self, children: ["origin": description]) }

    private static func parts(of text: String) -> (origin: String, rest: Substring)? {
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }),
            text.utf8.count <= 2_048, text.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        let behind = text.dropFirst(scheme.count)
        let authority = behind.prefix { !"/?#".contains($0) }
        guard let host = host(of: authority) else { return nil }
        let port = authority.dropFirst(host.count)
        guard port.isEmpty || (port.hasPrefix(":") && (UInt16(port.dropFirst()) ?? 0) > 0) else { return nil }
        return (scheme + authority, behind.dropFirst(authority.count))
    }

    private static func host(of authority: Substring) -> Substring? {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return HostName.isVersion6(authority[..<end].dropFirst()) ? authority[...end] : nil
        }
        let host = authority.prefix { $0 != ":" }
        return HostName.isValid(host) ? host : nil
    }
}

/// How to reach a receiver over HTTP.
public struct WebWay: Hashable, Sendable {
    /// A file with the certificates of authorities to trust in place of the system's.
    public let authorityFile: String?
    /// The proxy; the one of the environment is never used.
    public let proxy: WebAddress?
    /// How long an attempt may take.
    public let patience: Patience

    /// A direct connection, with the system's authorities and the usual patience.
    public static let direct = WebWay()

    private init() {
        authorityFile = nil
        proxy = nil
        patience = .usual
    }

    /// Creates a way from its parts.
    ///
    /// - Parameter proxy: such as `http://proxy.clinic.example:3128`.
    public init(authorityFile: String? = nil, proxy: String? = nil, patience: Patience = .usual) throws(ChannelFault) {
        if let authorityFile, authorityFile.isEmpty || authorityFile.utf8.contains(0) { throw .authorityFile }
        self.authorityFile = authorityFile
        if let proxy { self.proxy = try WebAddress.proxy(proxy) } else { self.proxy = nil }
        self.patience = patience
    }
}
