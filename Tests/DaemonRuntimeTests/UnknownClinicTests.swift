import ControlInterface
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("A clinic that nobody has")
struct UnknownClinicTests {
    @Test func `a clinic of the roster needs no notice`() {
        #expect(UnknownClinic("North", among: ["North", "South"]) == nil)
    }

    @Test func `the nearest clinic and all clinics are named`() throws {
        let notice = try #require(UnknownClinic("north ", among: ["North", "South"])).notice
        #expect(notice.kind == "clinic-unknown")
        #expect(notice.message.contains("No patient has the clinic \"north \""))
        #expect(notice.message.contains("did you mean \"North\"?"))
        #expect(notice.message.hasSuffix("The clinics: \"North\", \"South\"."))
    }

    @Test func `a roster of many clinics, or of none, is told in a line`() throws {
        let many = try #require(UnknownClinic("X", among: (10..<33).map { "Clinic \($0)" })).notice.message
        #expect(many.contains("\"Clinic 21\" and 11 others.") && !many.contains("Clinic 22"))
        #expect(try #require(UnknownClinic("X", among: [])).notice.message.contains("fill its column clinic"))
        #expect(try #require(UnknownClinic("\u{1B}[2J", among: ["A"])).notice.message.contains("\\u{1b}[2J"))
    }
}
