internal import CCurl

/// How a transfer ended.
struct CurlReply {
    /// What libcurl says of it.
    let code: CURLcode
    /// The status of an answer by HTTP; nil where none came.
    let webStatus: Int?
    /// The last reply of a mail server; nil where none came.
    let mailReply: (code: Int, status: String?)?
    /// The seconds that the receiver asks to wait; nil where it does not say.
    let retryAfter: Int?

    /// The end of a transfer that did not begin.
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

    /// What became of a mail.
    var outcomeOfMail: Outcome {
        switch code {
        case CURLE_OK: return .accepted
        // Whatever the server replied to the wish for a secret connection, the mail itself was not refused.
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

    /// What became of a request by HTTP. Once the status is there, it counts, however the transfer ended.
    var outcomeOfWeb: Outcome {
        guard let status = webStatus else { return outcomeOfConnection }
        switch status {
        case 200..<300: return .accepted
        case 408, 425, 429, 500...: return .retryable(reason: .web(status: status), after: retryAfter)
        default: return .refused(reason: .web(status: status))
        }
    }

    private var outcomeOfConnection: Outcome {
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

    // These are constant texts; those of the error buffer name hosts.
    private var words: String { String(cString: curl_words(code)) }
}
