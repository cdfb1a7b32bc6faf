import Systemd
import TestSupport
import Testing

@Suite("Golden errors of the runtime")
struct GoldenErrorTests {
    private static let sources = [
        "EventLoopError", "WallClockAlarmError", "SocketActivationError", "LockFileError", "PeerCredentialsError",
        "ServiceManagerError", "JournalFieldNameError", "Identifier128Error", "WorkerThreadError",
    ]

    /// `Type.case` of an error; all cases of this room's errors carry values, or have no words but their name.
    private static func name(_ error: any SystemdError) -> String {
        "\(type(of: error)).\(caseName(error))"
    }

    private static func caseName(_ error: any SystemdError) -> String {
        if let label = Mirror(reflecting: error).children.first?.label { return label }
        switch error as? EventLoopError {
        case .zeroPeriod: return "zeroPeriod"
        case .ended: return "ended"
        default: return "?"
        }
    }

    @Test func `every error says what the golden file holds`() throws {
        var cases: Set<String> = []
        for source in Self.sources {
            for name in try EnumCases(of: source, in: "Systemd").names { cases.insert("\(source).\(name)") }
        }
        #expect(Set(SystemdErrorTests.all.map(Self.name)) == cases)
        let samples = SystemdErrorTests.all.map { ErrorSample(Self.name($0), $0.description, remedy: $0.remedy) }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("the loop, the manager, the journal and the lock", samples)
        try GoldenFile().hold(document)
    }
}
