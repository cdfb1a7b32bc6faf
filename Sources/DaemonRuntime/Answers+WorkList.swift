import CivilCalendar
import ClinicalModel
import ControlInterface
import Reporting
import StaffWork
import Surveillance
import Varlink
import WatchStore

extension DueRow {
    /// The row of a stored follow-up on a day, with what staff laid on it.
    init(_ stored: StoredFollowUp, today: CivilDate, _ reader: StoreReader) throws {
        var workflow = Workflow.none
        if stored.hasLease {
            var agents = AgentNames()
            workflow = try reader.workflow(of: stored.patient, agents: &agents)
        }
        let hold = Hold(
            HeldItem(
                stored.item, urgency: stored.urgency, anchor: stored.anchor, latest: stored.latest,
                bookedInTime: stored.bookedInTime), workflow, on: today)
        let status = ItemStatus(on: today, earliest: stored.earliest, due: stored.due, latest: stored.latest)
        self.init(
            mrn: stored.mrn, familyName: stored.familyName, givenName: stored.givenName, clinic: stored.clinic,
            clinician: stored.clinician, phase: stored.phase, incomplete: stored.isIncomplete,
            absentSince: stored.absentSince?.description,
            item: ItemReport(
                item: stored.item.rawValue, rule: stored.rule, also: stored.also, anchor: stored.anchor.description,
                earliest: stored.earliest.description, due: stored.due.description, latest: stored.latest.description,
                status: status.rawValue, urgency: stored.urgency.rawValue, modality: stored.modality,
                substitute: stored.isSubstitute, flags: stored.flags, booked: stored.booked, misses: stored.misses,
                daysLate: max(0, today.days(since: stored.latest))),
            owner: workflow.owner(of: stored.item, on: today)?.who.name, mask: hold.mask?.kind,
            maskUntil: hold.mask?.until, highRisk: stored.isHighRisk)
    }
}

extension Answers {
    /// Goes through the plans of all patients as of another day.
    func forEachPlan(asOf day: CivilDate, _ body: (WorkedPlan, StoredPatient) throws -> Void) throws {
        try store.read { reader in
            for id in try reader.allPatients() {
                try keepGoing()
                guard let patient = try reader.patient(id) else { continue }
                try body(patient.plan(standing.rules, asOf: day), patient)
            }
        }
    }

    /// Goes through the outlines of all rows that a filter asks for, in no order to rely on.
    func forEachOutline(_ filter: WorkListFilter, _ body: (FollowUpOutline) throws -> Void) throws {
        let day = filter.asOf ?? today
        if day == today {
            return try store.read { reader in
                try reader.forEachFollowUp(filter.selection(on: day)) { outline in
                    if filter.includes(outline, on: day) { try body(outline) }
                }
            }
        }
        try forEachPlan(asOf: day) { worked, patient in
            guard filter.includes(patient.patient) else { return }
            for owed in worked.plan.items where filter.includes(owed, in: worked) {
                let outline = FollowUpOutline(owed, of: patient.id, in: worked.plan)
                if filter.includes(outline, on: day) { try body(outline) }
            }
        }
    }

    /// The places of the rows that a filter asks for, in their order.
    private func keys(_ filter: WorkListFilter) throws -> [FollowUpKey] {
        var keys: [FollowUpKey] = []
        let day = filter.asOf ?? today
        try forEachOutline(filter) { keys.append($0.key(on: day)) }
        keys.sort()
        return keys
    }

    /// The rows at these places.
    private func rows(_ keys: some Sequence<FollowUpKey>, _ filter: WorkListFilter) throws -> [DueRow] {
        let day = filter.asOf ?? today
        return try store.read { reader in
            if day == today { return try reader.followUps(keys).map { try DueRow($0, today: day, reader) } }
            var plans: [Int64: [DueRow]] = [:]
            return try keys.compactMap { key in
                if plans[key.patient] == nil, let patient = try reader.patient(key.patient) {
                    plans[key.patient] = DueRow.rows(
                        patient.plan(standing.rules, asOf: day), of: patient.patient,
                        absentSince: patient.absentSince?.description)
                }
                return plans[key.patient]?.first { $0.item.item == key.item }
            }
        }
    }

    /// The rows of the work-list that a filter asks for, most urgent first.
    func rows(_ filter: WorkListFilter) throws -> [DueRow] { try rows(try keys(filter), filter) }

    /// The places that a request's pages are cut from, kept from one page to the next.
    private func keysForPages(_ request: DueRequest, _ filter: WorkListFilter) throws -> [FollowUpKey] {
        var question = request
        question.limit = nil
        question.after = nil
        if let kept = pagedKeys, kept.question == question, kept.day == today { return kept.keys }
        let keys = try keys(filter)
        pagedKeys = (question, today, keys)
        return keys
    }

    /// A page of the work-list.
    func page(_ request: DueRequest) throws -> DuePage {
        try requireRoster()
        let filter = try WorkListFilter(request)
        if let limit = request.limit, limit < 1 { throw VarlinkError.invalidParameter("limit") }
        let keys = try keysForPages(request, filter)
        var start = 0
        if let after = request.after {
            guard let place = FollowUpKey(after) else { throw VarlinkError.invalidParameter("after") }
            start = keys.partitioningIndex { $0 > place }
        }
        let end = min(start + min(request.limit ?? 1_000, 10_000), keys.count)
        return DuePage(
            schemaVersion: 1, asOf: (filter.asOf ?? today).description, protocol: reference, notices: notices,
            total: keys.count, rows: try rows(keys[start..<end], filter),
            next: end < keys.count ? keys[end - 1].description : nil)
    }
}

extension FollowUpOutline {
    /// The outline of an item that a patient owes as of another day.
    fileprivate init(_ owed: OwedItem, of patient: Int64, in plan: PatientPlan) {
        self.init(
            patient: patient, item: owed.item.rawValue, urgency: owed.urgency, earliest: owed.earliest, due: owed.due,
            latest: owed.latest, isHighRisk: plan.risk.isHigh)
    }
}

extension [FollowUpKey] {
    /// The first index from which on the condition holds, of places in their order.
    fileprivate func partitioningIndex(where holds: (FollowUpKey) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
