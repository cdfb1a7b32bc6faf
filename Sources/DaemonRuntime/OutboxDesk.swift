import Alerting
import CivilCalendar
import StaffWork
import Surveillance
import WatchStore

/// Plans of the patients whom a round of messages is about, each made once.
struct OutboxDesk {
    let now: Int
    let today: CivilDate
    let routing: Routing
    let reader: StoreReader
    private var plans: [String: (WorkedPlan, Subject)] = [:]

    init(now: Int, today: CivilDate, routing: Routing, reader: StoreReader) {
        self.now = now
        self.today = today
        self.routing = routing
        self.reader = reader
    }

    mutating func plan(of pseudonym: String, _ rules: SurveillanceProtocol) throws -> (WorkedPlan, Subject)? {
        if let plan = plans[pseudonym] { return plan }
        guard let patient = try reader.patient(pseudonym) else { return nil }
        let plan = (patient.plan(rules, asOf: today), Subject(patient))
        plans[pseudonym] = plan
        return plan
    }
}
