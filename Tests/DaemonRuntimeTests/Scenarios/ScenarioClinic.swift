import CivilCalendar
import Delivery
import Foundation
import ProtocolReading
import Systemd
import TestSupport
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
    private static let failure = DeliveryFault.timedOut
    private static let refusal = DeliveryFault.mailServer(reply: 550, status: "5.1.1")

    private let place: TemporaryFolder
    var folder: String { place.path }
    let time = ScenarioTime()
    let journal = ScenarioJournal()
    let clock: ClinicClock
    var export: ScenarioExport
    var channels: [String: Channel] = [:]
    var configuration: DaemonConfiguration
    private(set) var writer: ServiceWriter
    private(set) var queries: QueryService
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
        // A scenario would wait for the disk a hundred times.
        place = try TemporaryFolder(isOnDisk: false)
        let folder = place.path
        clock = try ClinicClock(
            timeZone: zone, reading: { [time] in time.read() }, asking: { [time] in time.synchronisation })
        export = ScenarioExport(folder: folder, patients: rows.patients, events: rows.events)
        try FileManager.default.copyItem(
            atPath: PackageFolder.protocolFile, toPath: folder + "/protocol.toml")
        configuration = try ScenarioClinic.configuration(try text(folder), in: folder)
        (writer, queries, outgoing) = try ScenarioClinic.service(configuration, clock, journal)
    }

    static func configuration(_ text: String, in folder: String) throws -> DaemonConfiguration {
        try text.replacing("FOLDER", with: folder)
            .write(toFile: folder + "/cnswatch.toml", atomically: true, encoding: .utf8)
        return try DaemonConfiguration(path: folder + "/cnswatch.toml")
    }

    private static func service(
        _ configuration: DaemonConfiguration, _ clock: ClinicClock, _ journal: ScenarioJournal
    ) throws -> (ServiceWriter, QueryService, OutgoingMessages) {
        let (writer, queries) = try JudgingService.parts(
            configuration.service, clock, storePath: configuration.stateFolder + "/cnswatch.sqlite",
            Journal(sink: journal))
        let outgoing = OutgoingMessages(
            configuration.service.notifications, clock: clock, store: queries.store,
            site: Pseudonyms(key: [1, 2, 3]).site)
        return (writer, queries, outgoing)
    }

    /// Whatever was in memory is lost; the service starts again on the same store, and may crash on its way.
    func restart() throws {
        (writer, queries, outgoing) = try ScenarioClinic.service(configuration, clock, journal)
        try ask { try $0.readRoster() }
    }

    /// Does a job as the daemon does, then sends what is to go out. A crash on the way is followed by a start.
    @discardableResult
    func ask<Value>(_ job: (ServiceWriter) throws -> Value) throws -> Value? {
        do {
            let value = try perform(job)
            try step()
            try sendMessages()
            queries.state = writer.context.state
            return value
        } catch is Crash {
            try restart()
            return nil
        }
    }

    /// Does a job; where it is killed in the middle, the disk stays as it was then.
    private func perform<Value>(_ job: (ServiceWriter) throws -> Value) throws -> Value {
        guard let disk else { return try job(writer) }
        time.listen { disk.note() }
        defer { time.listen(nil) }
        let value = try job(writer)
        guard let copy = disk.takeCopy() else { return value }
        configuration.stateFolder = copy
        throw Crash()
    }

    /// Lives on, asleep but for what wakes the service, until a moment.
    func live(until moment: Int) throws {
        while true {
            let next = NextWake(configuration.service, clock: clock, store: queries.store)
                .moment(queries.state, isSending: false)
            guard next <= moment else { break }
            try wake(at: next)
        }
        time.set(moment)
    }

    private func wake(at moment: Int) throws {
        wakes += 1
        guard wakes <= ScenarioClinic.mostWakes else { throw ScenarioFile.Fault(description: "it never sleeps") }
        let (day, waiting, triedBefore, crashesBefore, said) = (
            queries.today, try queries.store.read { try $0.nextAlertMoment() }, tried, crashAfter, journal.lines.count
        )
        time.set(moment)
        try ask { try $0.advanceDay() }
        let waitingNow = try queries.store.read { try $0.nextAlertMoment() }
        let isStale = try queries.store.read { try $0.rosterInForce() }.map {
            $0.exportedAt + configuration.service.staleAfterHours * 3_600 + 1 == moment
        }
        if day == queries.today, waiting == waitingNow, tried == triedBefore, isStale != true,
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
                try perform { writer in
                    if let outcome {
                        try writer.outbox.record(outcome, of: id)
                    } else {
                        try writer.outbox.giveUpWithoutReceiver(id)
                    }
                }
                try step()
            }
        }
    }

    /// What a channel makes of a message; nil where there is no such receiver any more.
    private func hand(_ message: OutgoingMessage) -> DeliveryOutcome? {
        tried += 1
        guard configuration.service.notifications.receiver(message.receiver) != nil else { return nil }
        switch channels[message.receiver] ?? .works {
        case .fails: return .retryable(reason: ScenarioClinic.failure)
        case .refuses: return .refused(reason: ScenarioClinic.refusal)
        case .works: break
        }
        if delivered.contains(where: { $0.message.id == message.id }) {
            copies.append(message)
        } else {
            delivered.append(Delivered(moment: time.now, message: message))
        }
        return .accepted
    }

    /// A text with the faults of channels in the words of scenarios.
    static func inWordsOfScenarios(_ text: String) -> String {
        text.replacing("\(failure)", with: "the channel does not answer")
            .replacing("\(refusal)", with: "the channel knows no such receiver")
    }

    private func step() throws {
        steps += 1
        guard steps == crashAfter else { return }
        crashAfter = nil
        throw Crash()
    }
}
