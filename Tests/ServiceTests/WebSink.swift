import Foundation
import Glibc
import Testing

/// A web server that keeps each request as a file: its method and path, what the package `standardwebhooks` says of its signature,
/// its identifier and its body, a line each. It answers 200, or what it is told to.
final class WebSink {
    struct Request: Hashable {
        let head: String
        let verdict: String
        let id: String
        let body: String
    }

    /// The secret that receivers and service share.
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    let folder: TemporaryFolder
    let port: Int
    private let process = Process()

    init() throws {
        folder = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: try #require(MailSink.python))
        process.arguments = ["-u", "-c", WebSink.script, folder.path, WebSink.secret]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: folder.path + "/port") { usleep(50_000) }
        port = try #require(Int(try folder.text("port")))
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Has it answer with this status from now on.
    func answer(_ status: Int) throws { try folder.write("status", "\(status)") }

    /// The requests so far, oldest first.
    var requests: [Request] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".req") }.sorted()
                .map {
                    let lines = try folder.text($0).split(
                        separator: "\n", maxSplits: 3, omittingEmptySubsequences: false
                    )
                    .map(String.init)
                    return Request(head: lines[0], verdict: lines[1], id: lines[2], body: lines[3])
                }
        }
    }

    /// Waits until so many requests are there; gives up after a minute.
    func wait(for count: Int) throws -> [Request] {
        for _ in 0..<1_200 {
            let requests = try requests
            if requests.count >= count { return requests }
            usleep(50_000)
        }
        return try requests
    }

    private static let script = #"""
        import http.server, os, sys
        from standardwebhooks import Webhook
        folder, secret = sys.argv[1:3]
        count = 0
        class Handler(http.server.BaseHTTPRequestHandler):
            def keep(self):
                global count
                length = int(self.headers["Content-Length"] or (0 if self.command == "GET" else -1))
                body = self.rfile.read(max(length, 0))
                if len(body) < length or length < 0:
                    # Whoever was sending it is dead: it never came, as for any receiver.
                    self.close_connection = True
                    return
                try:
                    Webhook(secret).verify(body, dict(self.headers))
                    verdict = "verified"
                except Exception as error:
                    verdict = str(error) or "unsigned"
                count += 1
                name = "%s/%04d" % (folder, count)
                with open(name + ".part", "w") as file:
                    file.write("\n".join([self.command + " " + self.path, verdict,
                        self.headers.get("webhook-id") or "", body.decode()]))
                os.rename(name + ".part", name + ".req")
                status = 200
                if os.path.exists(folder + "/status"):
                    status = int(open(folder + "/status").read())
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            do_GET = do_POST = keep
            def log_message(self, *arguments):
                pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        with open(folder + "/port.part", "w") as file: file.write(str(server.server_port))
        os.rename(folder + "/port.part", folder + "/port")
        server.serve_forever()
        """#
}
