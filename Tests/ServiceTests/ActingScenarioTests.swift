import Foundation
import TestSupport
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

    @Test func `a note stands beside its row for whoever looks at the patient, and goes nowhere else`() throws {
        let events = ServiceScenarios.events.replacing("site\n", with: "site,note\n")
            .replacing("metastatic,\n", with: "metastatic,,seen by Aunt Zelda\u{1B}[2J\n")
            .replacing("3+,\n", with: "3+,,\n").replacing("negative,\n", with: "negative,,films of Zelda\n")
        let service = try RunningService(patients: ServiceScenarios.patients, events: events)
        let show = try service.ask("show", "M1").output
        #expect(show.contains("seen by Aunt Zelda\\u{1b}[2J") && show.contains("films of Zelda"), "\(show)")
        #expect(try service.ask("explain", "M1", "brain-mri").output.contains("(note: films of Zelda)"))
        _ = try service.ask("record", "M1", "visit", "--note", "rang Zelda")
        #expect(try service.ask("show", "M1", "-o", "json").output.contains(#""note":"rang Zelda""#))
        for words in [
            ["due", "-o", "json"], ["export", "fhir"], ["export", "json"], ["alerts"], ["next"], ["status"],
        ] {
            let said = try Programs.cnswatch(words, socket: service.socket)
            #expect(!(said.output + said.talk).contains("Zelda"), "\(words)")
        }
        #expect(!(try String(contentsOfFile: service.folder.file("log"), encoding: .utf8)).contains("Zelda"))
    }

    @Test func `what is supposed on a day to come is shown as of that day, and what changes nothing says for how long`()
        throws
    {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let coming = try #require(Calendar(identifier: .gregorian).date(byAdding: .day, value: 40, to: Date()))
            .formatted(.iso8601.year().month().day())
        let finding = try service.ask("what-if", "M1", "imaging", "mri-brain", "new-lesions", coming)
        #expect(finding.output.contains("phase: metastatic-screening -> undecided"), "\(finding.output)")
        #expect(finding.talk == "Nothing was recorded, as of \(coming).\n")
        let same = try service.ask("what-if", "M1", "imaging", "mri-brain", "negative", "2024-02-01")
        #expect(same.output.isEmpty && same.talk.contains(", nor on a later day up to "), "\(same.talk)")
    }

    @Test func `recording a symptom answers with the urgency, the day and whom to call`() throws {
        let service = try RunningService(
            patients: ServiceScenarios.patients, events: ServiceScenarios.events,
            further: "[contacts]\nemergency = \"neurosurgery on call, 5555\"\ndefault = \"the nurse, 5501\"\n")
        let headache = try service.ask("record", "M1", "symptom", "headache", "onset", "2026-01-02").output
        #expect(headache.contains("headache since 2026-01-02: brain-mri is urgent, overdue since "), "\(headache)")
        #expect(headache.contains(". Call: the nurse, 5501\n"))
        let seizure = try service.ask("record", "M1", "symptom", "seizure", "onset").output
        #expect(seizure.contains(": brain-mri is an emergency, due by "), "\(seizure)")
        #expect(seizure.contains(". Call: neurosurgery on call, 5555\n") && !seizure.contains(" -> "))
    }

    @Test func `an appointment is moved later, earlier, and not at all where the new day is refused`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        func day(_ count: Int) throws -> String {
            let day = try #require(Calendar(identifier: .gregorian).date(byAdding: .day, value: count, to: Date()))
            return day.formatted(.iso8601.year().month().day())
        }
        func booked() throws -> String {
            let due = try service.ask("due", "--all", "--item", "brain-mri", "-o", "csv").output.split(separator: "\n")
            let fields = try #require(due.first { $0.hasPrefix("M1,") }).split(
                separator: ",", omittingEmptySubsequences: false)
            let names = try #require(due.first).split(separator: ",")
            return String(fields[try #require(names.firstIndex(of: "booked"))])
        }
        func move(_ day: String, _ flags: String...) throws -> Program {
            try Programs.cnswatch(["book", "M1", "brain-mri", day, "--move"] + flags, socket: service.socket)
        }
        let (near, middle, far) = (try day(10), try day(20), try day(30))
        let none = try move(middle)
        #expect(none.status == 65 && none.talk.contains("none was moved"), "\(none.talk)")
        #expect(try service.ask("book", "M1", "brain-mri", middle).status == 0)
        #expect(try service.ask("book", "M1", "brain-mri", near).talk.contains("--move"))
        #expect(try move(far, "--dry-run").output.contains("dry run"))
        #expect(try booked() == middle)
        #expect(try move(far).status == 0)
        #expect(try booked() == far)
        #expect(try move(near, "--dry-run").output.contains("dry run"))
        #expect(try booked() == far)
        #expect(try move(near).status == 0)
        #expect(try booked() == near)
        // Only the day it was moved to is left: no other will count as missed.
        #expect(try service.ask("cancel", "M1", "brain-mri", far).status == 65)
        #expect(try service.ask("cancel", "M1", "brain-mri", middle).status == 65)
        #expect(try move(near).status == 65)
        let refused = try move("2020-01-01")
        #expect(refused.status == 65, "\(refused.talk)")
        #expect(try booked() == near)
        #expect(try service.ask("cancel", "M1", "brain-mri").status == 0)
        #expect(try booked().isEmpty)
    }
}
