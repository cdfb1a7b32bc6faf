import Glibc
import TestSupport
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("Golden errors of the service")
struct GoldenErrorTests {
    @Test func `what keeps the service from starting says what the golden file holds`() throws {
        let zone = ClinicClock.UnknownZone(name: "Europe/Nowhere")
        let folder = StateFolderError(folder: "/var/lib/cnswatch", code: EACCES)
        let samples = [
            ErrorSample("UnknownZone", "\(zone)", remedy: "write a name such as \"Europe/Madrid\", or install tzdata"),
            ErrorSample(
                "StateFolderError", "\(folder)",
                remedy: "name a folder that the service's user may write to, in [state] folder"),
        ]
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("the service", samples)
        try GoldenFile().hold(document)
    }
}
