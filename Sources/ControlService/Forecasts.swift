import CivilCalendar
import ClinicalModel
import ControlInterface
import ProtocolReading
import Service
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// What people ask about the weeks to come, and about those that are over.
extension QueryService {
    private static let longestForecast = 104
    private static let patientsOfAPage = 1_000

    private static func item(_ word: String?) throws(QueryError) -> Item? {
        guard let word else { return nil }
        guard let item = Item(rawValue: word) else { throw .parameter("item") }
        return item
    }

    package func forecast(_ request: ForecastRequest) throws -> ForecastReport {
        try requireRoster()
        let day = try WorkListFilter.day(request.asOf) ?? today
        let weeks = request.weeks ?? 26
        guard (1...QueryService.longestForecast).contains(weeks) else { throw QueryError.parameter("weeks") }
        let item = try QueryService.item(request.item)
        var forecast = Forecast(from: day, weeks: weeks)
        var patients = 0
        func report(rows: [ForecastRow] = [], done: Int? = nil, notices: [Notice] = []) -> ForecastReport {
            ForecastReport(
                asOf: day.description, protocol: reference, firstWeek: forecast.firstWeek.description, weeks: weeks,
                rows: rows, later: forecast.later, patients: patients, done: done, notices: notices)
        }
        try store.read { reader in
            let ids = try reader.allPatients()
            patients = ids.count
            for (index, id) in ids.enumerated() {
                try keepGoing()
                if index & 0x3FF == 0x3FF { caller.report(report(done: index)) }
                guard let patient = try reader.patient(id) else { continue }
                let clinic = patient.patient.clinic
                guard request.clinic == nil || request.clinic == clinic else { continue }
                forecast.add(
                    PatientForecast(
                        for: patient.merged.record, state.protocols, from: day, through: forecast.last),
                    clinic: clinic, only: item)
            }
        }
        let rows = forecast.counts.map { key, count in
            ForecastRow(
                week: key.week?.description, item: key.item.rawValue, clinic: key.clinic, booked: count.booked,
                unbooked: count.unbooked, projected: count.projected)
        }
        return report(
            rows: rows.sorted { ($0.week ?? "", $0.item, $0.clinic) < ($1.week ?? "", $1.item, $1.clinic) },
            notices: rows.isEmpty ? notices + (try unknownClinic(request.clinic)) : notices)
    }

    /// How what was owed was kept, of the next patients.
    package func adherence(_ request: AdherenceRequest) throws -> AdherencePage {
        try requireRoster()
        let day = try WorkListFilter.day(request.asOf) ?? today
        var since = day + .months(-24)
        if let text = request.since {
            guard let day = CivilDate(text) else { throw QueryError.parameter("since") }
            since = day
        }
        let item = try QueryService.item(request.item)
        let limit = request.limit ?? QueryService.patientsOfAPage
        guard (1...QueryService.patientsOfAPage).contains(limit) else { throw QueryError.parameter("limit") }
        var occasions: [OccasionReport] = []
        var undated = 0
        let (patients, done, next) = try store.read { reader -> (Int, Int, Int64?) in
            let after = Int64(request.after ?? 0)
            let all = try reader.allPatients()
            let ids = all.drop { $0 <= after }
            for id in ids.prefix(limit) {
                try keepGoing()
                guard let patient = try reader.patient(id) else { continue }
                guard request.clinic == nil || request.clinic == patient.patient.clinic else { continue }
                let found = PatientAdherence(
                    of: patient.merged.record, state.protocols, since: since, asOf: day)
                undated += found.undated
                occasions += found.occasions.filter { item == nil || item == $0.owed.item }.map {
                    OccasionReport($0, of: patient.patient, asOf: day)
                }
            }
            let rest = max(0, ids.count - limit)
            return (all.count, all.count - rest, rest > 0 ? ids.prefix(limit).last : nil)
        }
        return AdherencePage(
            asOf: day.description, since: since.description, protocol: reference, occasions: occasions,
            undated: undated, patients: patients, done: done, next: next.map { Int($0) },
            notices: occasions.isEmpty ? notices + (try unknownClinic(request.clinic)) : notices)
    }

    /// The next of all patients.
    package func patients(_ request: PatientsRequest) throws -> PatientsPage {
        try requireRoster()
        let limit = request.limit ?? 10_000
        guard (1...10_000).contains(limit) else { throw QueryError.parameter("limit") }
        let search = request.text.flatMap { NameSearch($0) }
        if request.text != nil, search == nil { throw QueryError.parameter("text") }
        let (found, phases) = try store.read { reader in
            let found = try reader.patients(after: Int64(request.after ?? 0), limit: limit + 1) { patient in
                try keepGoing()
                return search?.finds(patient) ?? true
            }
            return (found, try reader.census().phases)
        }
        return PatientsPage(
            patients: found.prefix(limit).map { patient in
                PatientRow(
                    mrn: patient.mrn, pseudonym: patient.pseudonym, familyName: patient.familyName,
                    givenName: patient.givenName, birthDate: patient.birthDate, clinic: patient.clinic,
                    phase: patient.phase, protocol: patient.protocolID,
                    incomplete: patient.isIncomplete, absentSince: patient.absentSince?.description)
            }, total: phases.total,
            next: found.count > limit ? found.prefix(limit).last.map { Int($0.id) } : nil, notices: notices)
    }

    /// The protocol in force, rule by rule.
    package var protocolReport: ProtocolReport {
        ProtocolReport(
            protocol: reference, effective: state.protocols.first.effective.description,
            rules: state.protocols.protocols.flatMap { rules in ProtocolText(rules).rows.map { (rules.id, $0) } }.map {
                id, row in
                RuleReport(
                    protocol: id, rule: row[0],
                    items: row[1].split(separator: ",").map { String($0.drop { $0 == " " }) },
                    enabled: row[2] == "on", due: row[3], repeats: row[4], early: row[5], late: row[6],
                    condition: row[7], urgency: row[8], grade: row[9], source: row[10])
            })
    }
}

extension OccasionReport {
    fileprivate init(_ occasion: PastOccasion, of patient: Patient, asOf today: CivilDate) {
        let owed = occasion.owed
        let (outcome, done, daysLate): (String, CivilDate?, Int) =
            switch occasion.outcome {
            case .early(let day): ("early", day, 0)
            case .inside(let day): ("inside", day, 0)
            case .late(let day): ("late", day, owed.window.daysLate(on: day))
            case .missed: ("missed", nil, 0)
            case .overdue: ("overdue", nil, owed.window.daysLate(on: today))
            }
        self.init(
            mrn: patient.mrn, clinic: patient.clinic, item: owed.item.rawValue, rule: owed.rule.rawValue,
            urgency: owed.urgency.rawValue, earliest: owed.earliest.description,
            due: owed.due.description, latest: owed.latest.description, done: done?.description,
            outcome: outcome, daysLate: daysLate)
    }
}

/// The weeks to come, and those that are over, on the wire.
extension ControlHarness {
    var forecastingMethods: [String: MethodImplementation] {
        [
            "Forecast": querying { context in
                let request = try ForecastRequest(json: context.parameters)
                return Query(.plans) { queries in
                    let report = try queries.forecast(request)
                    return Query.Answer(
                        report,
                        ReadNote(
                            "forecast", item: request.item,
                            "\(Pluralised(report.weeks, "week")) from \(report.firstWeek)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                        ))
                }
            },
            "Adherence": querying { context in
                let request = try AdherenceRequest(json: context.parameters)
                return Query(.plans) { queries in
                    let page = try queries.adherence(request)
                    return Query.Answer(
                        page,
                        ReadNote(
                            "adherence", item: request.item,
                            "\(Pluralised(page.occasions.count, "occasion")) since \(page.since)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                        ))
                }
            },
            "Patients": querying { context in
                let request = try PatientsRequest(json: context.parameters)
                return Query(.list) { queries in
                    let page = try queries.patients(request)
                    let count = page.patients.count
                    guard request.text != nil else {
                        return Query.Answer(
                            page, ReadNote("patients", "\(count) of \(Pluralised(page.total, "patient"))"))
                    }
                    // The typed name may be that of a person who is not a patient here.
                    if count == 0 { return Query.Answer(page, ReadNote("find", "nobody found")) }
                    return Query.Answer(
                        page, page.patients.map { ReadNote("find", patient: $0.mrn, "one of \(count) found") })
                }
            },
            "Protocol": answer { _ in self.queries.protocolReport },
        ]
    }
}
