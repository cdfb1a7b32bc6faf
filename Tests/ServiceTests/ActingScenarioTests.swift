import Foundation
import Testing

/// The acting verbs against a real service, one patient's morning.
@Suite("Acting on a service")
struct ActingScenarioTests {
    @Test func `what is done is shown, explained, listed, undone and audited`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let taken = try service.ask("ack", "M1", "brain-mri", "--reason", "mine")
        #expect(taken.status == 0 && taken.output.contains("cnswatch undo 1 --reason"), "\(taken.talk)")
        #expect(try service.ask("due", "--mine", "-o", "csv").output.split(separator: "\n").count == 2)
        #expect(try service.ask("due", "--owner", "nobody-here", "-o", "csv").output.split(separator: "\n").count == 1)
        #expect(try service.ask("show", "M1").output.contains("Leases\nACT"))

        let tried = try service.ask("record", "M1", "imaging", "mri-brain", "negative", "2024-08-01", "--dry-run")
        #expect(tried.status == 0 && tried.output.contains("due 2025-02-01") && tried.output.contains("dry run"))
        #expect(!(try service.ask("due", "--all", "-o", "csv").output.contains("2025-02-01")))
        #expect(try service.ask("record", "M1", "imaging", "mri-brain", "negative", "2024-08-01").status == 0)
        #expect(try service.ask("due", "--all", "-o", "csv").output.contains("2025-02-01"))
        #expect(try service.ask("explain", "M1", "brain-mri").output.contains("act 2  2024-08-01"))
        #expect(try service.ask("undo", "2", "--reason", "wrong patient").output.contains("cnswatch undo 3"))
        #expect(try service.ask("show", "M1").output.contains("undone by act 3"))

        let misspelt = try service.ask("record", "M1", "imaging", "mri-brain", "negativ")
        #expect(misspelt.status == 65 && misspelt.talk.contains("write `negative`"))
        #expect(try service.ask("undo", "99", "--reason", "r").status == 66)
        #expect(try service.ask("close", "NOBODY", "--reason", "r").status == 66)

        let trail = try service.ask("audit", "--patient", "M1", "-o", "csv").output
        for verb in [",ack,", ",record,", ",undo,", ",show,", ",explain,"] { #expect(trail.contains(verb), "\(verb)") }
        #expect(try service.ask("audit", "verify").output.hasPrefix("sound: "))
    }
}
