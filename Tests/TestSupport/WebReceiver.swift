import Foundation

/// A receiver of HTTP that answers by the path, and checks signatures with the package `standardwebhooks`, not with our code.
public final class WebReceiver {
    /// A request as it came.
    public struct Request: Hashable, Sendable {
        /// The method and the path, as `POST /hook`.
        public let head: String
        /// What the check of its signature said: `verified`, or what is wrong.
        public let verdict: String
        /// The identifier of the message.
        public let id: String
        /// The body.
        public let body: String
    }

    /// The secret of the examples of Standard Webhooks' libraries, which sender and receiver share.
    public static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    /// The port that it listens on, of 127.0.0.1.
    public let port: Int
    /// A folder that goes with the receiver, for what a test keeps beside it.
    public let folder: TemporaryFolder
    private let peer: Peer
    private var taken: [Request] = []

    /// Starts a receiver, encrypting where an authority issued its certificate.
    ///
    /// It answers a path that ends in `ok` or `large` with 200, in `redirect` with 302, in a number with that status, in
    /// `broken` and `slow` not at all, and any other with the status of `answer(_:)`.
    public init(secret: String = WebReceiver.secret, _ authority: Authority? = nil) throws {
        folder = try TemporaryFolder()
        peer = try Peer.python(
            WebReceiver.script, [secret, authority?.certificate ?? "", authority?.key ?? "", folder.file("status")])
        port = try peer.port()
    }

    /// Answers with this status from now on, where the path asks for none; 200 before.
    public func answer(_ status: Int) throws { try folder.write("status", "\(status)") }

    /// The next request in its parts, such as `path`, `verdict` and `body`, within a minute.
    public func next() throws -> [String: String] {
        let record = try peer.record()
        taken.append(WebReceiver.request(record))
        return record
    }

    /// The requests so far, oldest first.
    public var requests: [Request] {
        get throws {
            while let line = try peer.lineSoFar() { taken.append(WebReceiver.request(try Peer.record(line))) }
            return taken
        }
    }

    /// The requests as soon as there are so many, or after a minute.
    public func wait(for count: Int) throws -> [Request] {
        for _ in 0..<1_200 {
            if try requests.count >= count { break }
            usleep(50_000)
        }
        return try requests
    }

    private static func request(_ record: [String: String]) -> Request {
        Request(
            head: "\(record["method"] ?? "") \(record["path"] ?? "")", verdict: record["verdict"] ?? "",
            id: record["id"] ?? "", body: record["body"] ?? "")
    }

    private static let script = #"""
        import http.server, json, os, ssl, sys, threading
        from standardwebhooks import Webhook

        secret, certificate, key, told = sys.argv[1:5]
        forever = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def take(self):
                length = int(self.headers["Content-Length"] or 0)
                body = self.rfile.read(length)
                if len(body) < length:
                    # The sender died: for any receiver the request never came.
                    self.close_connection = True
                    return
                try:
                    Webhook(secret).verify(body, dict(self.headers))
                    verdict = "verified"
                except Exception as error:
                    verdict = str(error) or "unsigned"
                sys.stdout.write(json.dumps({
                    "method": self.command, "path": self.path, "verdict": verdict, "body": body.decode(),
                    "id": self.headers.get("webhook-id") or "", "type": self.headers["Content-Type"] or "",
                    "agent": self.headers["User-Agent"] or "", "signatures": self.headers.get("webhook-signature") or "",
                }) + "\n")
                name = self.path.split("/")[-1]
                if name == "slow":
                    forever.wait()
                if name == "broken":
                    self.close_connection = True
                    return
                status = {"ok": 200, "large": 200, "redirect": 302}.get(name)
                if status is None:
                    status = int(name if name.isdigit() else os.path.exists(told) and open(told).read() or 200)
                self.send_response(status)
                if name == "redirect":
                    self.send_header("Location", "/ok")
                if status == 429:
                    self.send_header("Retry-After", "7")
                if status == 503 and name == "503":
                    self.send_header("Retry-After", "9999999")
                answer = b"x" * (10_000_000 if name == "large" else 2)
                if status != 204:
                    self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(answer)

            do_GET = do_POST = take

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            def handle_error(self, request, address):
                pass

        server = Server(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1])
        server.serve_forever()
        """#
}
