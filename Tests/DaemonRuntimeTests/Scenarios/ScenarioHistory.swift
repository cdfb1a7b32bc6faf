import CivilCalendar
import SyntheticRoster

/// Invented patients with all that happens to them up to a day, as exports of earlier days would have it.
struct ScenarioHistory {
    /// The record numbers.
    let patients: [String]
    private let people: [String]
    private let events: [(patient: String, day: CivilDate, isAppointment: Bool, row: String)]

    init(patients count: Int, seed: UInt64, until day: CivilDate) throws {
        let generator = RosterGenerator(patients: count, seed: seed, asOf: day)
        var (people, events): ([UInt8], [UInt8]) = ([], [])
        generator.writePatients { people += $0 }
        generator.writeEvents { events += $0 }
        func rows(_ bytes: [UInt8]) -> [String] {
            String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map(String.init)
        }
        // Of the four clinics of the invented roster, two.
        self.people = rows(people).map {
            $0.replacing(",East,", with: ",North,").replacing(",West,", with: ",South,")
        }
        self.patients = self.people.map { String($0.prefix { $0 != "," }) }
        self.events = rows(events).map { row in
            let fields = row.split(separator: ",", omittingEmptySubsequences: false)
            let day = PartialDate(String(fields[1]))?.last ?? .latest
            return (String(fields[0]), day, fields[2] == "appointment", row)
        }
    }

    /// The rows of an export of a day: what has happened, and what is booked for the next two months.
    func rows(on day: CivilDate) -> (patients: [String], events: [String]) {
        let known = events.filter { $0.day <= day || ($0.isAppointment && $0.day <= day + .days(60)) }
        let met = Set(known.lazy.filter { !$0.isAppointment }.map(\.patient))
        return (
            people.filter { met.contains(String($0.prefix { $0 != "," })) },
            known.filter { met.contains($0.patient) }.map(\.row)
        )
    }
}
