import CivilCalendar
import ClinicalModel
import Surveillance

@testable import SyntheticRoster

/// The patients of a generated clinic with what they are owed on the day of the export.
struct SyntheticClinic {
    let asOf: CivilDate
    let patients: [(record: PatientRecord, plan: PatientPlan)]

    init(_ generator: RosterGenerator, _ protocols: ProtocolSet) {
        let agents = SyntheticAgents()
        asOf = generator.asOf
        patients = (0..<generator.patients).map { number in
            let events = generator.history(ofPatient: number, agents).events.enumerated().map {
                Event(date: $1.date, content: $1.content, row: Int32($0 + 2))
            }
            let person = SyntheticPerson(number: number, seed: generator.seed, asOf: generator.asOf)
            let sex = SyntheticPerson.isMale(number, seed: generator.seed) ? "male" : "female"
            let patient = Patient(mrn: person.mrn, birthDate: person.birthDate, sex: sex)
            let record = PatientRecord(patient: patient, events: events[...])
            return (record, PatientPlan(for: record, protocols, asOf: generator.asOf))
        }
    }

    /// What is owed of some items.
    func owed(_ items: Set<Item> = Set(Item.allCases)) -> [FollowUp] {
        patients.flatMap { $0.plan.items.map(\.followUp) }.filter { items.contains($0.item) }
    }

    /// The percentage of what is owed of some items that is overdue.
    func overdueShare(_ items: Set<Item>) -> Double {
        let owed = owed(items)
        return 100 * Double(owed.count { $0.window.status(on: asOf) == .overdue }) / Double(max(owed.count, 1))
    }
}
