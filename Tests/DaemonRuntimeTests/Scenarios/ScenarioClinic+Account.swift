import Alerting
import CivilCalendar
import ClinicalModel
import Delivery
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// What became of all that was decided to be told, in the words of a scenario.
extension ScenarioClinic {
    /// What receivers have, in the order in which they got it: `2026-03-30 08:00 nurse digest notice: M1 brain-mri ...`.
    func told() throws -> [String] {
        let names = try namesOfPatients()
        return delivered.map { delivery in
            let message = delivery.message
            let entries = message.entries.map { entry in
                let late = entry.daysLate == 0 ? "" : ", \(Pluralised(entry.daysLate, "day")) late"
                return "\(names[entry.subject] ?? entry.subject) \(entry.item) \(entry.stage) (\(entry.why)\(late))"
            }
            return "\(clock.civilMoment(at: delivery.moment)) \(message.receiver) \(message.kind.rawValue)"
                + " \(message.priority.rawValue): "
                + (entries.isEmpty
                ? [ScenarioClinic.inWordsOfScenarios(message.title)] : entries + message.closing)
                .joined(separator: "; ")
        }
    }

    /// What was decided and is in no message that was taken, each with the reason.
    func notTold() throws -> [String] {
        try queries.store.read { reader in
            var lines: [String] = []
            for id in try reader.allPatients() {
                guard let patient = try reader.patient(id) else { continue }
                for dispatch in try reader.dispatches(about: patient.pseudonym) {
                    let message = try dispatch.message.flatMap { try reader.message($0) }
                    let fate: String
                    switch (message?.state, dispatch.settled) {
                    case (.accepted, _): continue
                    case (.dead, _):
                        fate = "given up: \(ScenarioClinic.inWordsOfScenarios(message?.reason ?? ""))"
                    case (.waiting, _): fate = "under way"
                    case (nil, let reason?): fate = reason
                    case (nil, nil):
                        fate =
                            "waits until \(clock.civilMoment(at: dispatch.notBefore))"
                            + (dispatch.delay.map { ": \($0.words)" } ?? "")
                    }
                    lines.append(
                        "\(dispatch.receiver) \(patient.patient.mrn) \(dispatch.item) \(dispatch.step.word): \(fate)")
                }
            }
            return lines
        }
    }

    private func namesOfPatients() throws -> [String: String] {
        try queries.store.read { reader in
            var names: [String: String] = [:]
            for id in try reader.allPatients() {
                guard let patient = try reader.patient(id) else { continue }
                names[patient.pseudonym] = patient.patient.mrn
            }
            return names
        }
    }
}
