internal import CCurl
import Glibc

/// A libcurl handle, for one thread.
final class CurlSession {
    // libcurl is initialised with the first transfer of the process, before any handle, and never cleaned up.
    private static let begun = curl_begin()

    private var handle: UnsafeMutableRawPointer?

    deinit {
        if let handle { curl_close(handle) }
    }

    /// Runs a transfer that sends bytes as configured, and waits for its end.
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

/// The options of one transfer. It keeps the first option that libcurl rejects: a transfer without it must not begin.
struct CurlSetup {
    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private(set) var failure = CURLE_OK

    init(_ handle: UnsafeMutableRawPointer) {
        self.handle = handle
        // Signals belong to the process, not to a library in one of its threads.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // The peer would close an idle connection before it is needed again.
        set(CURLOPT_FORBID_REUSE, 1)
    }

    /// Frees what was lent to libcurl for the transfer.
    mutating func end() {
        for list in lists { curl_list_free(list) }
        lists = []
    }

    mutating func set(_ option: CURLoption, _ number: Int) { note(curl_set_number(handle, option, number)) }

    mutating func set(_ option: CURLoption, _ text: String) {
        // C would end the text at the null, and so send a different text.
        guard !text.utf8.contains(0) else { return note(CURLE_BAD_FUNCTION_ARGUMENT) }
        note(curl_set_text(handle, option, text))
    }

    mutating func set(_ option: CURLoption, lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_list_append(list, line) else {
                note(CURLE_OUT_OF_MEMORY)
                break
            }
            list = longer
        }
        if let list { lists.append(list) }
        note(curl_set_list(handle, option, list))
    }

    mutating func set(authorityFile: String?) {
        guard let authorityFile else { return }
        set(CURLOPT_CAINFO, authorityFile)
        // Otherwise the system's folder of authorities would be trusted as well as the file.
        note(curl_set_text(handle, CURLOPT_CAPATH, nil))
    }

    /// Sets the HTTP options: this way, without following redirects.
    mutating func set(_ way: WebWay) {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_USERAGENT, "cnswatch")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROXY, way.proxy?.text ?? "")
        set(authorityFile: way.authorityFile)
        set(way.patience)
    }

    mutating func set(_ patience: Patience) {
        set(CURLOPT_CONNECTTIMEOUT, patience.connecting)
        set(CURLOPT_TIMEOUT, patience.altogether)
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, patience.altogether)
    }

    mutating func set(_ exchange: CurlExchange) {
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        note(curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(exchange.length)))
        note(curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(exchange.length)))
        note(curl_set_pointer(handle, CURLOPT_READDATA, context))
        note(curl_set_pointer(handle, CURLOPT_WRITEDATA, context))
        note(curl_set_pointer(handle, CURLOPT_HEADERDATA, context))
        note(
            curl_set_function(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
                CurlExchange.of(context)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
            })
        note(
            curl_set_function(handle, CURLOPT_WRITEFUNCTION) { _, size, count, context in
                CurlExchange.of(context)?.takeBody(size * count) ?? 0
            })
        note(
            curl_set_function(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                CurlExchange.of(context)?.takeLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
            })
    }

    private mutating func note(_ code: CURLcode) {
        if failure == CURLE_OK { failure = code }
    }
}

/// The outgoing bytes of a transfer and what is kept of the reply; libcurl's callbacks use it.
final class CurlExchange {
    /// The most bytes read of a reply body, which is discarded.
    static let longestBody = 1_024

    private let bytes: [UInt8]
    private var given = 0
    private var bodyLength = 0

    /// The last reply of a mail server, except to QUIT, with the enhanced status code of RFC 3463.
    private(set) var mailReply: (code: Int, status: String?)?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var length: Int { bytes.count }

    static func of(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
        context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Fills the buffer with the next bytes to send.
    func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - given)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<(given + count)])) }
        given += count
        return count
    }

    /// Counts received body bytes; returns 0, which ends the transfer, if there are too many.
    func takeBody(_ count: Int) -> Int {
        bodyLength += count
        return bodyLength <= CurlExchange.longestBody ? count : 0
    }

    /// Takes a line of a reply: an HTTP header, or a line from a mail server.
    func takeLine(_ line: UnsafeRawBufferPointer) -> Int {
        let words = line.prefix(40).split(maxSplits: 2, whereSeparator: { $0 == 32 || $0 == 13 || $0 == 10 })
        // "250-..." continues on the next line; "HTTP/1.1 200" is not a number.
        let first = words.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        if first.utf8.count == 3, let code = Int(first), code != 221 {
            mailReply = (code, words.count > 1 ? CurlExchange.status(words[1]) : nil)
        }
        return line.count
    }

    /// Returns the RFC 3463 code in a word, such as `5.1.1`; nil if it is not one.
    private static func status(_ word: Slice<UnsafeRawBufferPointer>) -> String? {
        let text = String(decoding: word, as: UTF8.self)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isStatus = parts.count == 3 && parts.allSatisfy { UInt16($0) != nil && $0.utf8.count <= 3 }
        return isStatus ? text : nil
    }
}

/// How a transfer ended.
struct CurlReply {
    /// libcurl's result code.
    let code: CURLcode
    /// The HTTP status; nil without a reply.
    let webStatus: Int?
    /// The last reply of a mail server; nil without a reply.
    let mailReply: (code: Int, status: String?)?
    /// The seconds that the receiver asks to wait; nil if it does not say.
    let retryAfter: Int?

    /// Creates the reply of a transfer that did not begin.
    init(code: CURLcode) {
        self.code = code
        webStatus = nil
        mailReply = nil
        retryAfter = nil
    }

    init(code: CURLcode, handle: UnsafeMutableRawPointer, exchange: CurlExchange) {
        self.code = code
        var status = 0
        var seconds: curl_off_t = 0
        curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
        curl_get_size(handle, CURLINFO_RETRY_AFTER, &seconds)
        webStatus = status >= 200 ? status : nil
        mailReply = exchange.mailReply
        retryAfter = seconds > 0 ? Int(min(seconds, 86_400)) : nil
    }

    /// The outcome of a mail.
    var outcomeOfMail: DeliveryOutcome {
        switch code {
        case CURLE_OK: return .accepted
        // Whatever the server replied to STARTTLS, it did not refuse the mail itself.
        case CURLE_USE_SSL_FAILED: return .retryable(reason: .noSecurity)
        case CURLE_LOGIN_DENIED:
            guard let reply = mailReply, reply.code >= 400 else { return .refused(reason: .login(reply: nil)) }
            let fault = DeliveryFault.login(reply: reply.code)
            return reply.code < 500 ? .retryable(reason: fault) : .refused(reason: fault)
        default:
            guard let reply = mailReply, (400..<600).contains(reply.code) else { return outcomeOfConnection }
            let fault = DeliveryFault.mailServer(reply: reply.code, status: reply.status)
            return reply.code < 500 ? .retryable(reason: fault) : .refused(reason: fault)
        }
    }

    /// The outcome of an HTTP request. Once a status has arrived, it decides, however the transfer ended.
    var outcomeOfWeb: DeliveryOutcome {
        guard let status = webStatus else { return outcomeOfConnection }
        switch status {
        case 200..<300: return .accepted
        case 408, 425, 429, 500...: return .retryable(reason: .web(status: status), after: retryAfter)
        default: return .refused(reason: .web(status: status))
        }
    }

    private var outcomeOfConnection: DeliveryOutcome {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .retryable(reason: .unknownHost)
        case CURLE_COULDNT_CONNECT: .retryable(reason: .noConnection)
        case CURLE_OPERATION_TIMEDOUT: .retryable(reason: .timedOut)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: .retryable(reason: .certificate)
        case CURLE_SSL_CACERT_BADFILE: .retryable(reason: .authorityFile)
        case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED: .retryable(reason: .noSecurity)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_WEIRD_SERVER_REPLY:
            .retryable(reason: .connectionLost)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN,
            CURLE_BAD_FUNCTION_ARGUMENT:
            .refused(reason: .library(words))
        default: .retryable(reason: .library(words))
        }
    }

    // These texts are constant; those of the error buffer name hosts.
    private var words: String { String(cString: curl_words(code)) }
}

/// Blocks SIGPIPE, which by default ends the process on a write to a closed connection.
///
/// With `CURLOPT_NOSIGNAL` libcurl leaves that to its caller, and its TLS library writes without suppressing the
/// signal.
enum BrokenPipe {
    /// Runs the work with SIGPIPE blocked for this thread, and discards a SIGPIPE that the work raised.
    static func silenced<Value>(_ work: () -> Value) -> Value {
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        var pending = sigset_t()
        sigpending(&pending)
        let wasPending = sigismember(&pending, SIGPIPE) == 1
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &pipe, &before)
        defer {
            if !wasPending {
                var atOnce = timespec()
                while sigtimedwait(&pipe, nil, &atOnce) == -1, errno == EINTR {}
            }
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return work()
    }
}
