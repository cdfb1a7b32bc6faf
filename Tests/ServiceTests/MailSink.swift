import Foundation
import Glibc
import Testing

/// A mail server (aiosmtpd) that keeps each mail as a file, with its recipients as its first line.
final class MailSink {
    static let python = ProcessInfo.processInfo.environment["CNSWATCH_TEST_PYTHON"]

    let folder: TemporaryFolder
    let port: Int
    private let process = Process()

    init(port: Int = 0) throws {
        folder = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: try #require(MailSink.python))
        process.arguments = ["-u", "-c", MailSink.script, folder.path, "\(port)"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: folder.path + "/port") { usleep(50_000) }
        self.port = try #require(Int(try folder.text("port")))
    }

    deinit { stop() }

    /// Ends the server, as a relay that is down.
    func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The mails so far, oldest first.
    var mails: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }.sorted()
                .map {
                    try folder.text($0)
                }
        }
    }

    /// Waits until so many mails are there; gives up after a minute.
    func wait(for count: Int) throws -> [String] {
        for _ in 0..<1_200 {
            let mails = try mails
            if mails.count >= count { return mails }
            usleep(50_000)
        }
        return try mails
    }

    private static let script = #"""
        import asyncio, os, sys
        from aiosmtpd.smtp import SMTP
        folder = sys.argv[1]
        count = 0
        class Handler:
            async def handle_DATA(self, server, session, envelope):
                global count
                count += 1
                name = "%s/%04d" % (folder, count)
                with open(name + ".part", "wb") as file:
                    file.write((" ".join(envelope.rcpt_tos) + "\n").encode() + envelope.original_content)
                os.rename(name + ".part", name + ".eml")
                return "250 OK"
        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: SMTP(Handler(), loop=loop, hostname="localhost"), "127.0.0.1", int(sys.argv[2]))
            with open(folder + "/port.part", "w") as file: file.write(str(server.sockets[0].getsockname()[1]))
            os.rename(folder + "/port.part", folder + "/port")
            await server.serve_forever()
        asyncio.run(main())
        """#
}
