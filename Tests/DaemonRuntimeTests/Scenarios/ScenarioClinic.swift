import CivilCalendar
import Delivery
import Foundation
import ProtocolReading
import Systemd
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// A clinic with the service at work in it, on a clock that is set: the daemon's life without its loop.
///
/// It wakes when the daemon's alarm would go off, does what the daemon does then, and hands messages to channels that take
/// them or not, as they are told.
final class ScenarioClinic {
    /// What a channel does with messages.
    enum Channel: String {
        case works, fails, refuses
    }

    /// The process ended in the middle of something.
    struct Crash: Error {}

    /// A message as a receiver has it.
    struct Delivered {
        let moment: Int
        let message: OutgoingMessage
    }

    static let mostWakes = 20_000

    let folder: String
    let time = ScenarioTime()
    let journal = ScenarioJournal()
    let clock: ClinicClock
    var export: ScenarioExport
    var channels: [String: Channel] = [:]
    var configuration: DaemonConfiguration
    private(set) var watchman: Watchman
    private(set) var answers: Answers
    private(set) var outgoing: OutgoingMessages
    /// What was taken by channels, each message once.
    private(set) var delivered: [Delivered] = []
    /// Second copies of a message under its own number, which a crash may bring.
    private(set) var copies: [OutgoingMessage] = []
    private(set) var wakes = 0
    /// Wake-ups for which there was no reason.
    private(set) var idleWakes: [Int] = []
    /// Steps so far between deciding and recording, and after which of them to crash.
    private(set) var steps = 0
    var crashAfter: Int?
    /// The disk, where the scenario is killed in the middle of a job.
    var disk: ScenarioDisk?
    private var tried = 0

    /// A clinic with this export, and a service with the configuration that is made for its folder.
    init(
        zone: String, configuration text: (String) throws -> String, export rows: (patients: [String], events: [String])
    ) throws {
        // In memory, where that can be: a scenario waits for the disk a hundred times otherwise.
        let place = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/cnswatch-scenario-XXXXXX".utf8CString)
        folder = String(cString: mkdtemp(&template))
        clock = try ClinicClock(
            timeZone: zone, reading: { [time] in time.read() }, asking: { [time] in time.synchronisation })
        export = ScenarioExport(folder: folder, patients: rows.patients, events: rows.events)
        try FileManager.default.copyItem(
            atPath: ScenarioFile.root + "etc/cnswatch/protocols/her2-cns.toml", toPath: folder + "/protocol.toml")
        configuration = try ScenarioClinic.configuration(try text(folder), in: folder)
        (watchman, answers, outgoing) = try ScenarioClinic.service(configuration, clock, journal)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func configuration(_ text: String, in folder: String) throws -> DaemonConfiguration {
        try text.replacing("FOLDER", with: folder)
            .write(toFile: folder + "/cnswatch.toml", atomically: true, encoding: .utf8)
        return try DaemonConfiguration(path: folder + "/cnswatch.toml")
    }

    private static func service(
        _ configuration: DaemonConfiguration, _ clock: ClinicClock, _ journal: ScenarioJournal
    ) throws -> (Watchman, Answers, OutgoingMessages) {
        let standing = WatchmanStanding(try ProtocolReader.read(path: configuration.service.protocolFile))
        let path = configuration.stateFolder + "/cnswatch.sqlite"
        let pseudonyms = Pseudonyms(key: [1, 2, 3])
        let watchman = Watchman(
            settings: configuration.service, clock: clock, store: try WatchStore(path: path), pseudonyms: pseudonyms,
            standing: standing, journal: Journal(sink: journal))
        // Tries come as late as they are meant to, and not a little later.
        watchman.jitter = { _ in 0 }
        let view = try StoreView(path: path)
        let answers = Answers(
            settings: configuration.service, clock: clock, store: view, site: pseudonyms.site, standing: standing)
        let outgoing = OutgoingMessages(
            configuration.service.notifications, clock: clock, store: view, site: pseudonyms.site)
        return (watchman, answers, outgoing)
    }

    /// Whatever was in memory is lost; the service starts again on the same store, and may crash on its way.
    func restart() throws {
        (watchman, answers, outgoing) = try ScenarioClinic.service(configuration, clock, journal)
        try ask(.readRoster)
    }

    /// Does a job as the daemon does, then sends what is to go out. A crash on the way is followed by a start.
    @discardableResult
    func ask(_ job: WatchmanJob) throws -> WatchmanOutcome? {
        do {
            let outcome = try perform(job)
            try step()
            try sendMessages()
            answers.standing = watchman.standing
            return outcome
        } catch is Crash {
            try restart()
            return nil
        }
    }

    /// Does a job; where it is killed in the middle, the disk stays as it was then.
    private func perform(_ job: WatchmanJob) throws -> WatchmanOutcome {
        guard let disk else { return try watchman.perform(job) }
        time.listen { disk.note() }
        defer { time.listen(nil) }
        let outcome = try watchman.perform(job)
        guard let copy = disk.takeCopy() else { return outcome }
        configuration.stateFolder = copy
        throw Crash()
    }

    /// Lives on, asleep but for what wakes the service, until a moment.
    func live(until moment: Int) throws {
        while true {
            let next = NextWake(configuration.service, clock: clock, store: answers.store)
                .moment(answers.standing, isSending: false)
            guard next <= moment else { break }
            try wake(at: next)
        }
        time.set(moment)
    }

    private func wake(at moment: Int) throws {
        wakes += 1
        guard wakes <= ScenarioClinic.mostWakes else { throw ScenarioFile.Fault(description: "it never sleeps") }
        let (day, waiting, triedBefore, crashesBefore, said) = (
            answers.today, try answers.store.read { try $0.nextAlertMoment() }, tried, crashAfter, journal.lines.count
        )
        time.set(moment)
        try ask(.turnDay)
        let waitingNow = try answers.store.read { try $0.nextAlertMoment() }
        let isStale = try answers.store.read { try $0.rosterInForce() }.map {
            $0.exportedAt + configuration.service.staleAfterHours * 3_600 + 1 == moment
        }
        if day == answers.today, waiting == waitingNow, tried == triedBefore, isStale != true,
            crashAfter == crashesBefore, journal.lines.count == said
        {
            idleWakes.append(moment)
        }
    }

    private func sendMessages() throws {
        while true {
            let messages = try outgoing.waiting()
            if messages.isEmpty { return }
            try step()
            for (id, message) in messages {
                let outcome = hand(message)
                try step()
                _ = try perform(.settle(message: id, outcome))
                try step()
            }
        }
    }

    private func hand(_ message: OutgoingMessage) -> MessageOutcome {
        tried += 1
        guard configuration.service.notifications.receiver(message.receiver) != nil else {
            return .refused("there is no such receiver any more")
        }
        switch channels[message.receiver] ?? .works {
        case .fails: return .retryable("the channel does not answer", after: nil)
        case .refuses: return .refused("the channel knows no such receiver")
        case .works: break
        }
        if delivered.contains(where: { $0.message.id == message.id }) {
            copies.append(message)
        } else {
            delivered.append(Delivered(moment: time.now, message: message))
        }
        return .accepted
    }

    private func step() throws {
        steps += 1
        guard steps == crashAfter else { return }
        crashAfter = nil
        throw Crash()
    }
}
