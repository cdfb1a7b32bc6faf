import Foundation
import Glibc
import Testing

/// A program or a right that some tests need and not every machine has.
///
/// A test names what it needs: `@Test(.needs(.tmux))`. Where that is missing the test is skipped with a word. Where the
/// environment sets `CI` it fails instead and says what to install: a machine that nobody watches must not skip in silence.
public struct Tool: Sendable {
    /// What it is called.
    public let name: String
    /// Where the program is; nil where it is missing. A right has no place.
    private let place: String?
    private let isThere: Bool
    private let remedy: String

    private init(_ name: String, _ place: String?, remedy: String) {
        (self.name, self.place, self.remedy) = (name, place, remedy)
        isThere = place != nil
    }

    private init(_ name: String, holds: Bool, remedy: String) {
        (self.name, self.remedy) = (name, remedy)
        (place, isThere) = (nil, holds)
    }

    /// The path of the program; throws where it is missing.
    public func path() throws -> String {
        guard let place else { throw MissingTool(tool: self) }
        return place
    }

    /// Whether a missing tool is a failure.
    private static let isDemanded = !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty

    fileprivate func isUsable() throws -> Bool {
        if !isThere, Tool.isDemanded { throw MissingTool(tool: self) }
        return isThere
    }

    fileprivate var word: String { "\(name) is missing: \(remedy)" }

    private static func find(_ names: String..., besides folders: [String] = []) -> String? {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (folders + path).flatMap { folder in names.map { folder + "/" + $0 } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func python(with modules: String) -> Tool {
        let python = PackageFolder.file(".build/python/bin/python")
        let found = try? Program.run(python, ["-c", "import " + modules])
        return Tool(
            "Python with \(modules)", found?.status == 0 ? python : nil,
            remedy: "run .ci/deps test, which installs it in .build/python")
    }
}

extension Tool {
    /// Any Python 3, for scripts that import nothing but its own library.
    public static let python = Tool(
        "python3", find("python3", besides: [PackageFolder.file(".build/python/bin")]),
        remedy: "apt-get install python3")

    /// A Python with a mail server, a check of webhook signatures, and a client of Varlink.
    public static let pythonPeers = python(with: "aiosmtpd, standardwebhooks, varlink")

    /// A Python with readers of FHIR R4, of calendars and of OpenMetrics.
    public static let pythonReaders = python(with: "fhir.resources.R4B, icalendar, prometheus_client")

    /// What gives a test a terminal.
    public static let tmux = Tool("tmux", find("tmux"), remedy: "apt-get install tmux")

    /// The browser that the report's pages are looked at with.
    public static let chromium = Tool(
        "chromium", find("chromium", "chromium-browser", "google-chrome"), remedy: "apt-get install chromium")

    /// What makes certificates.
    public static let openssl = Tool("openssl", find("openssl"), remedy: "apt-get install openssl")

    /// Prometheus' reader of metrics and rules.
    public static let promtool = Tool(
        "promtool", find("promtool", besides: [PackageFolder.file(".build/prometheus")]),
        remedy: "run .ci/deps test, which unpacks Debian's package prometheus in .build/prometheus")

    /// Prometheus' Alertmanager: installed, or unpacked where a program may have files of its own in place of the machine's.
    public static let alertmanager: Tool = {
        let unpacked = PackageFolder.file(".build/alertmanager/usr/bin")
        let isInstalled = access("/usr/share/prometheus/alertmanager/default.tmpl", R_OK) == 0
        var place = find("prometheus-alertmanager", besides: isInstalled ? [] : [unpacked])
        let trial = try? Program.run("/usr/bin/unshare", ["--map-root-user", "--mount", "true"])
        if !isInstalled, trial?.status != 0 { place = nil }
        return Tool(
            "prometheus-alertmanager", place,
            remedy: "run .ci/deps test, which unpacks it in .build/alertmanager; unshare(1) must be allowed to mount")
    }()

    /// Root's rights: a test becomes several people, or has a `/run` of its own.
    public static let root = Tool(
        "root", holds: geteuid() == 0, remedy: "run the tests as root, in a container or a virtual machine")
}

/// A tool that is missing where it must not be.
public struct MissingTool: Error, CustomStringConvertible {
    fileprivate let tool: Tool

    /// What is missing and how to get it.
    public var description: String { tool.word }
}

extension Trait where Self == ConditionTrait {
    /// The test needs a tool: without it, it is skipped with a word, and fails where the environment sets `CI`.
    public static func needs(_ tool: Tool, sourceLocation: SourceLocation = #_sourceLocation) -> Self {
        .enabled("\(tool.word)", sourceLocation: sourceLocation) { try tool.isUsable() }
    }
}
