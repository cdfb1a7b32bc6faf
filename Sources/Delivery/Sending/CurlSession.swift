internal import CCurl

/// A handle of libcurl, for one thread.
final class CurlSession {
    // Loaded with the first transfer of the process, before any handle; it stays until the end.
    private static let begun = curl_begin()

    private var handle: UnsafeMutableRawPointer?

    deinit {
        if let handle { curl_close(handle) }
    }

    /// Sends bytes the way the setup says, and waits for the end of it.
    func transfer(_ bytes: [UInt8], _ configure: (inout CurlSetup) -> Void) -> CurlReply {
        guard CurlSession.begun == CURLE_OK else { return CurlReply(code: CurlSession.begun) }
        guard let handle = handle ?? curl_open() else { return CurlReply(code: CURLE_FAILED_INIT) }
        self.handle = handle
        let exchange = CurlExchange(bytes)
        defer {
            // Nothing of this transfer stays behind: no password, no pointer to the exchange.
            curl_clear(handle)
        }
        var setup = CurlSetup(handle)
        defer { setup.end() }
        configure(&setup)
        setup.set(exchange)
        guard setup.failure == CURLE_OK else { return CurlReply(code: setup.failure) }
        return withExtendedLifetime(exchange) {
            let code = BrokenPipe.silenced { curl_run(handle) }
            return CurlReply(code: code, handle: handle, exchange: exchange)
        }
    }
}
