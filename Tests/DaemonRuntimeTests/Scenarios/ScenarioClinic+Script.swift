import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Foundation
import RosterModel
import StaffWork
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// What happens at a clinic, in the words of a scenario's script: `2026-03-28 12:00 anna snooze M1 brain-mri until ...`.
extension ScenarioClinic {
    /// Lives until the moment of a line, and does what it says.
    func play(_ line: String, of file: ScenarioFile) throws {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 2, let moment = ScenarioClinic.moment(words[0], words[1]) else { throw fault(line) }
        let seconds = clock.seconds(moment)
        guard seconds >= time.now else { throw ScenarioFile.Fault(description: "it is past already: \(line)") }
        if time.now == 0 { time.set(seconds) }
        try live(until: seconds)
        let rest = Array(words.dropFirst(2))
        switch rest[0] {
        case "end" where rest.count == 1: break
        case "start" where rest.count == 1:
            try export.write(at: time.now)
            try restart()
        case "crash" where rest.count == 1: try restart()
        case "restart" where rest.count == 3 && rest[1] == "with":
            guard let text = file.lines("config \(rest[2])") else { throw fault(line) }
            configuration = try ScenarioClinic.configuration(
                ScenarioClinic.configurationText(text, of: file, in: folder), in: folder)
            try restart()
        case "channel" where rest.count == 3: channels[rest[1]] = try Channel(rawValue: rest[2]).orThrow(fault(line))
        case "clock" where rest.count == 2 && ["kept", "unkept"].contains(rest[1]): time.keep(rest[1] == "kept")
        case "clock" where rest.count == 3: try turnClock(rest[1], by: rest[2], line)
        case "sleep", "down": try pass(rest, line)
        case "export": try changeExport(Array(rest.dropFirst()), line)
        case "protocol" where rest.count == 4: try changeProtocol(rest[1], rest[2], to: rest[3])
        case "silence", "unsilence": try changeSilence(rest, line)
        default: try act(rest, line)
        }
    }

    /// The configuration of a scenario: what every service needs, then its own.
    static func configurationText(_ lines: [String], of file: ScenarioFile, in folder: String) -> String {
        """
        time_zone = "\(file.zone)"
        [roster]
        folder = "FOLDER"
        stale_after_hours = \(file.staleAfterHours)
        vanished_share_at_most = 0.5
        [protocol]
        file = "FOLDER/protocol.toml"
        [state]
        folder = "FOLDER"
        [mail]
        host = "localhost"
        from = "cnswatch@example.org"

        """ + lines.joined(separator: "\n")
    }

    private static func moment(_ day: String, _ time: String) -> CivilMoment? {
        guard let day = CivilDate(day), let time = TimeOfDay(time) else { return nil }
        return CivilMoment(day: day, time: time)
    }

    private func fault(_ line: String) -> ScenarioFile.Fault {
        ScenarioFile.Fault(description: "nobody understands: \(line)")
    }

    /// `clock back 2d`: nothing passes, and the clock shows another time.
    private func turnClock(_ way: String, by length: String, _ line: String) throws {
        let unit = ["h": 3_600, "d": 86_400][length.suffix(1)]
        guard let count = Int(length.dropLast()), let unit, ["back", "forward"].contains(way) else { throw fault(line) }
        time.set(time.now + (way == "back" ? -1 : 1) * count * unit)
        try ask { try $0.advanceDay() }
    }

    /// `sleep until DAY TIME`: the machine sleeps and its alarm goes off late; `down until`: the service is not running.
    private func pass(_ words: [String], _ line: String) throws {
        guard words.count == 4, words[1] == "until", let moment = ScenarioClinic.moment(words[2], words[3])
        else { throw fault(line) }
        time.set(clock.seconds(moment))
        if words[0] == "down" { try restart() } else { try ask { try $0.advanceDay() } }
    }

    /// `export`, with the rows that are new in it after `+`, the record numbers that are missing after `-`, the row that is
    /// taken back after `without`, or `broken`.
    private func changeExport(_ words: [String], _ line: String) throws {
        let text = words.dropFirst().joined(separator: " ")
        switch words.first {
        case nil: break
        case "+": export.add(text.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) })
        case "-": for recordNumber in words.dropFirst() { export.remove(recordNumber) }
        case "without": export.events.removeAll { $0 == text }
        case "broken": export.isBroken = true
        case "sound": export.isBroken = false
        default: throw fault(line)
        }
        try export.write(at: time.now)
        try ask { try $0.readRoster() }
    }

    /// `protocol metastatic-screening late 14d`: a number of a rule is another.
    private func changeProtocol(_ rule: String, _ key: String, to value: String) throws {
        let path = folder + "/protocol.toml"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        guard let table = lines.firstIndex(of: "[rules.\(rule)]"),
            let place = lines[table...].firstIndex(where: { $0.hasPrefix("\(key) = ") })
        else { throw ScenarioFile.Fault(description: "the protocol has no \(key) of \(rule)") }
        lines[place] = "\(key) = \"\(value)\""
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try ask { writer in
            writer.importer.readProtocol()
            return try writer.readRoster()
        }
    }

    /// `silence ITEM until DAY because ...`, `unsilence 1`.
    private func changeSilence(_ words: [String], _ line: String) throws {
        let admin = ScenarioClinic.person("admin")
        if words[0] == "unsilence", words.count == 2, let number = Int64(words[1]) {
            try ask { try $0.change(.endSilence(number, admin)) }
            return
        }
        guard words.count > 4, words[2] == "until", let item = Item(rawValue: words[1]), let day = CivilDate(words[3])
        else { throw fault(line) }
        let reason = words.dropFirst(5).joined(separator: " ")
        try ask { try $0.change(.silence(Matcher(items: [item]), until: day, reason: reason, admin)) }
    }

    /// `anna snooze M1 brain-mri until 2026-04-10 because abroad`, `ben confirms snooze M1 brain-mri until 2026-04-10`,
    /// `anna records M1,2026-03-29,imaging,mri-brain,stable,,,,,`, `anna undoes 1 because ...`.
    private func act(_ words: [String], _ line: String) throws {
        guard words.count > 2 else { throw fault(line) }
        let who = ScenarioClinic.person(words[0])
        let until = words.firstIndex(of: "until").flatMap { CivilDate(words[$0 + 1]) }
        let because = words.firstIndex(of: "because").map { words[($0 + 1)...].joined(separator: " ") } ?? ""
        let command: ActCommand<EventWords>
        var patient: String?
        switch words[1] {
        case "records":
            let row = words.dropFirst(2).joined(separator: " ").split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            guard row.count == 10 else { throw fault(line) }
            patient = row[0]
            command = .record(
                EventWords(
                    date: row[1], event: row[2], detail: row[3], result: row[4], site: row[5], count: row[6],
                    size: row[7], value: row[8]), note: row[9])
        case "undoes": command = .undo(of: try Int64(words[2]).orThrow(fault(line)), reason: because)
        case "confirms" where words.count > 3:
            let kind = try LeaseKind(rawValue: words[2]).orThrow(fault(line))
            patient = words[3]
            command = .second(kind, words.count > 4 ? Item(rawValue: words[4]) : nil, until: until)
        default:
            let kind = try LeaseKind(rawValue: words[1]).orThrow(fault(line))
            let item = words.count > 3 ? Item(rawValue: words[3]) : nil
            patient = words[2]
            command = .lease(kind, item, until: until, reason: because)
        }
        try ask(ActRequest(who: who, patient: patient, command), line)
    }

    /// Asks for an act, as people do: once more, where the service was killed before it was done.
    private func ask(_ request: ActRequest, _ line: String) throws {
        let before = try numberOfActs()
        var outcome = try ask { try $0.act(request) }
        if outcome == nil, try numberOfActs() == before { outcome = try ask { try $0.act(request) } }
        if case .failure(let failure) = outcome { throw ScenarioFile.Fault(description: "\(line): \(failure)") }
    }

    private func numberOfActs() throws -> Int {
        try queries.store.read { reader in
            try reader.allPatients().reduce(0) { try $0 + (reader.patient($1)?.workflow.acts.count ?? 0) }
        }
    }

    /// A person of the staff; the same name is the same person.
    private static func person(_ name: String) -> StaffMember {
        StaffMember(uid: name.utf8.reduce(0) { $0 &* 31 &+ UInt32($1) }, name: name)
    }
}

extension Optional {
    fileprivate func orThrow(_ fault: ScenarioFile.Fault) throws -> Wrapped {
        guard let self else { throw fault }
        return self
    }
}
