import Alerting
import ClinicalModel
import ContactTime
import Delivery
import Foundation
import LocatedTOML
import Surveillance
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("Who is told, as configured")
struct NotificationSettingsTests {
    private static let receivers = """
        [roster]
        folder = "/r"
        [mail]
        host = "localhost"
        from = "cnswatch@example.org"
        [[receivers]]
        name = "nurses"
        mail = ["nurses@example.org"]
        routine_messages_a_week = 40
        [[receivers]]
        name = "lead"
        webhook = "https://example.org/hook"
        webhook_credentials = ["lead-webhook"]
        shows = "mrn"

        """

    private func read(_ text: String) throws -> (settings: NotificationSettings?, faults: [String]) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".toml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        do throws(ConfigurationRefusal) {
            return (try DaemonConfiguration(path: path).service.notifications, [])
        } catch {
            return (nil, error.faults.map { $0.description.replacing(path, with: "c.toml") })
        }
    }

    @Test func `receivers, routes, ladders and days are read as they are written`() throws {
        let read = try read(
            NotificationSettingsTests.receivers + """
                [[routes]]
                name = "north"
                clinics = ["North"]
                urgencies = ["urgent", "emergency"]
                items = ["brain-mri"]
                receivers = ["nurses"]
                digest = "07:30"
                quiet = ["19:00", "07:00"]
                quiet_on_days_off = true
                repeat_after_working_days = 10
                [[routes.steps]]
                condition = "unowned"
                working_days = 3
                receivers = ["lead"]
                [contact]
                weekend = ["friday", "saturday"]
                [service]
                receivers = ["lead"]
                heartbeat_file = "/run/beat"
                heartbeat_url = "https://hc-ping.com/1234"
                """)
        #expect(read.faults == [])
        let settings = try #require(read.settings)
        let route = try #require(settings.routes.first)
        #expect(route.matcher == Matcher(clinics: ["North"], urgencies: [.urgent, .emergency], items: [.brainMRI]))
        #expect(route.digest == TimeOfDay("07:30").map { DigestTime(at: $0) })
        #expect(route.quiet?.alsoOnDaysOff == true && route.repeatAfter == 10)
        #expect(route.escalation == [EscalationStep(.unowned, for: 3, receivers: ["lead"])])
        #expect(settings.calendar.weekend == [.friday, .saturday])
        #expect(settings.receiver("nurses")?.weeklyCap == 40 && settings.receiver("lead")?.shown == .mrn)
        #expect(settings.serviceReceivers == ["lead"] && settings.heartbeatFile == "/run/beat")
        #expect(try settings.heartbeat()?.address == WebAddress("https://hc-ping.com/1234"))
        #expect(settings.mail?.port == 25 && settings.mail?.security == MailSecurity.none)
    }

    @Test(arguments: [
        ("[[routes]]\nname = \"a\"\nreceivers = [\"nobody\"]\n", "there is no receiver nobody"),
        ("[[routes]]\nname = \"a\"\nreceivers = [\"lead\"]\ndigest = \"25:00\"\n", "25:00 is no time of day"),
        ("[[routes]]\nname = \"a\"\nreceivers = [\"lead\"]\nquiet = [\"19:00\"]\n", "it is not two times of day"),
        (
            "[[routes]]\nname = \"a\"\nreceivers = [\"lead\"]\nitems = [\"brain-mir\"]\n",
            "brain-mir is none of the words"
        ),
        ("[[receivers]]\nname = \"lead\"\nmail = [\"x@y\"]\n", "another receiver has this name"),
        ("[[receivers]]\nname = \"x\"\n", "it is not said how x is reached"),
        ("[[receivers]]\nname = \"x\"\nmail = [\"nobody\"]\n", "nobody is no mail address"),
        ("[[receivers]]\nname = \"x\"\nwebhook = \"https://e.org\"\n", "its calls would not be signed"),
        ("[service]\nheartbeat_url = \"hc-ping.com/1234\"\n", "the URL is not one of http"),
        ("[contact]\nholidays = [\"/nowhere.ics\"]\n", "/nowhere.ics cannot be read"),
        ("[contact]\nweekend = [\"sunday\", \"caturday\"]\n", "a word of it names no day"),
    ])
    func `what cannot be used is a fault with its line and a remedy`(text: String, reason: String) throws {
        let faults = try read(NotificationSettingsTests.receivers + text).faults
        #expect(faults.count == 1, "\(faults)")
        let fault = try #require(faults.first)
        #expect(fault.contains(reason) && fault.contains("; ") && fault.hasPrefix("c.toml:"), "\(fault)")
    }

    @Test func `a password that would be sent to be read is a fault, and so is a bad template`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "Hello {{naem}}\n".write(toFile: folder + "/text.txt", atomically: true, encoding: .utf8)
        let faults = try read(
            """
            [roster]
            folder = "/r"
            [mail]
            host = "relay.example.org"
            from = "cnswatch@example.org"
            user = "u"
            password_credential = "p"
            templates = "\(folder)"
            """
        ).faults
        #expect(faults.contains { $0.contains("would be sent to be read") }, "\(faults)")
        #expect(faults.contains { $0.contains("text.txt:1") && $0.contains("naem") }, "\(faults)")
    }

    @Test func `what keeps a receiver from being reached is said at the start`() throws {
        let settings = try #require(try read(NotificationSettingsTests.receivers).settings)
        unsetenv("CREDENTIALS_DIRECTORY")
        do throws(UnusableConfiguration) {
            _ = try settings.channels(Credentials())
            Issue.record("a webhook without its secret is accepted")
        } catch {
            #expect(error.description.contains("receiver lead") && error.description.contains("LoadCredential="))
        }
    }
}
