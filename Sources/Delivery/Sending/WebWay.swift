/// How HTTP reaches a receiver.
public struct WebWay: Hashable, Sendable {
    /// A file with the certificates of authorities to trust in place of the system's.
    public let authorityFile: String?
    /// The proxy on the way; the environment's is never used.
    public let proxy: WebAddress?
    /// How long an attempt may take.
    public let patience: Patience

    /// Straight there, trusting the system's authorities, with the usual patience.
    public static let direct = WebWay()

    private init() {
        authorityFile = nil
        proxy = nil
        patience = .usual
    }

    /// A way of these parts.
    ///
    /// - Parameter proxy: such as `http://proxy.clinic.example:3128`.
    public init(authorityFile: String? = nil, proxy: String? = nil, patience: Patience = .usual) throws(ChannelFault) {
        if let authorityFile, authorityFile.isEmpty || authorityFile.utf8.contains(0) { throw .authorityFile }
        self.authorityFile = authorityFile
        if let proxy { self.proxy = try WebAddress.proxy(proxy) } else { self.proxy = nil }
        self.patience = patience
    }
}
