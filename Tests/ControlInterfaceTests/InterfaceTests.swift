import ControlInterface
import JSONText
import Testing
import Varlink

@Suite("The control interface")
struct InterfaceTests {
    @Test func `the description is one that any reader of Varlink parses`() throws {
        let description = try InterfaceDescription(parsing: ControlInterface.description)
        #expect(description.name == ControlInterface.name)
        #expect(try InterfaceDescription(parsing: description.text) == description)
    }

    @Test func `nothing that is for the generator only is served`() {
        #expect(!ControlInterface.description.contains("#:"))
    }

    @Test func `a member that is missing or wrong is named, without its value`() throws {
        let json: JSONObject = ["total": "secret"]
        let error = #expect(throws: MessageError.self) { try FaultsReport(json: json) }
        #expect(error?.member == "total")
        #expect(error?.description.contains("secret") == false)
    }

    @Test func `numbers that are none are named, without their value`() throws {
        let error = #expect(throws: MessageError.self) { try DrillReport(json: ["messages": ["secret"]]) }
        #expect(error?.member == "messages" && error?.description.contains("secret") == false)
    }
}
