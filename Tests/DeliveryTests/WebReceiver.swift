/// A receiver of HTTP that answers by the path, and checks signatures with the package `standardwebhooks`, not with our code.
struct WebReceiver {
    let peer: Peer
    let port: Int

    init(secret: String = Samples.secret, _ authority: Authority? = nil) throws {
        peer = try Peer.python(
            WebReceiver.script, [secret, authority?.certificate ?? "", authority?.key ?? ""])
        port = try peer.port()
    }

    private static let script = #"""
        import http.server, json, ssl, sys, threading
        from standardwebhooks import Webhook

        secret, certificate, key = sys.argv[1:4]
        forever = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    Webhook(secret).verify(body, dict(self.headers))
                    verdict = "verified"
                except Exception as error:
                    verdict = str(error)
                print(json.dumps({
                    "path": self.path, "verdict": verdict, "body": body.decode(),
                    "id": self.headers.get("webhook-id") or "", "type": self.headers["Content-Type"],
                    "agent": self.headers["User-Agent"], "signatures": self.headers.get("webhook-signature") or "",
                }))
                name = self.path.split("/")[-1]
                if name == "slow":
                    forever.wait()
                if name == "broken":
                    self.close_connection = True
                    return
                status = {"ok": 200, "large": 200, "redirect": 302}.get(name) or int(name)
                self.send_response(status)
                if name == "redirect":
                    self.send_header("Location", "/ok")
                if status == 429:
                    self.send_header("Retry-After", "7")
                if status == 503:
                    self.send_header("Retry-After", "9999999")
                answer = b"x" * (10_000_000 if name == "large" else 2)
                if status != 204:
                    self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(answer)

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
