internal import CCurl

/// The options of one transfer. The first that libcurl does not take is kept: a transfer without it must not begin.
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
        // An idle connection would be closed by the other side before it is needed again.
        set(CURLOPT_FORBID_REUSE, 1)
    }

    /// Gives back what was lent to libcurl for the transfer.
    mutating func end() {
        for list in lists { curl_list_free(list) }
        lists = []
    }

    mutating func set(_ option: CURLoption, _ number: Int) { note(curl_set_number(handle, option, number)) }

    mutating func set(_ option: CURLoption, _ text: String) {
        // C would end the text at the null, and so send something else.
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
        // The system's folder of authorities would still be trusted beside the file.
        note(curl_set_text(handle, CURLOPT_CAPATH, nil))
    }

    /// By HTTP, this way, and wherever it leads at first.
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
