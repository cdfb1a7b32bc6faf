import CivilCalendar
import ClinicalModel
import ControlInterface
import Service
import StaffWork
import Surveillance
import WatchStore
import WireMapping

extension DueRow {
    /// The row of a stored follow-up on a day, with what staff laid on it.
    fileprivate init(_ stored: StoredFollowUp, today: CivilDate, _ reader: StoreReader) throws {
        var workflow = Workflow.none
        if stored.hasLease {
            workflow = try reader.workflow(of: stored.patient)
        }
        self.init(
            stored.owed, of: stored.person, phase: stored.phase, protocolID: stored.protocolID,
            isIncomplete: stored.isIncomplete,
            absentSince: stored.absentSince, isHighRisk: stored.isHighRisk, workflow, asOf: today)
    }
}

extension QueryService {
    /// Goes through the plans of all patients as of another day.
    func forEachPlan(asOf day: CivilDate, _ body: (WorkedPlan, StoredPatient) throws -> Void) throws {
        try store.read { reader in
            for id in try reader.allPatients() {
                try keepGoing()
                guard let patient = try reader.patient(id) else { continue }
                try body(patient.plan(state.protocols, asOf: day), patient)
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
            for owed in worked.plan.items.map(\.followUp) where filter.includes(owed, in: worked) {
                let outline = FollowUpOutline(owed, of: patient.id, in: worked.plan)
                if filter.includes(outline, on: day) { try body(outline) }
            }
        }
    }

    /// The order of the work-list of a day.
    private func order(on day: CivilDate) -> WorkListOrder { WorkListOrder(state.protocols.first.workList, on: day) }

    /// The places of the rows that a filter asks for, in their order.
    private func keys(_ filter: WorkListFilter) throws -> [FollowUpKey] {
        var keys: [FollowUpKey] = []
        let day = filter.asOf ?? today
        let order = order(on: day)
        let first = settings.notifications.firstDayOfNews(on: day)
        let withNewResults = try store.read { try $0.patientsWithNewResults(since: first, on: day) }
        try forEachOutline(filter) { outline in
            let isNew = outline.item == .treatmentDecision && withNewResults.contains(outline.patient)
            let key = outline.key(in: order, isNew: isNew)
            if filter.includes(key) { keys.append(key) }
        }
        if filter.isByPatient { FollowUpKey.group(&keys) }
        keys.sort()
        return keys
    }

    /// The rows at these places.
    private func rows(_ keys: some Sequence<FollowUpKey>, _ filter: WorkListFilter) throws -> [DueRow] {
        let day = filter.asOf ?? today
        return try store.read { reader in
            var plans: [Int64: [DueRow]] = [:]
            return try keys.compactMap { key in
                if day == today {
                    return try reader.followUp(at: key).map { try DueRow($0, today: day, reader).placed(at: key) }
                }
                if plans[key.patient] == nil, let patient = try reader.patient(key.patient) {
                    plans[key.patient] = DueRow.rows(
                        patient.plan(state.protocols, asOf: day), of: patient.patient, absentSince: patient.absentSince)
                }
                return plans[key.patient]?.first { $0.item.item == key.item.rawValue }?.placed(at: key)
            }
        }
    }

    /// The rows of the work-list that a filter asks for, most urgent first.
    func rows(_ filter: WorkListFilter) throws -> [DueRow] { try rows(try keys(filter), filter) }

    /// The places that a request's pages are cut from, kept from one page to the next.
    private func keysForPages(_ request: DueRequest, _ filter: WorkListFilter) throws -> [FollowUpKey] {
        var whole = request
        (whole.limit, whole.after) = (nil, nil)
        if let kept = pagedKeys, kept.request == whole, kept.day == today { return kept.keys }
        let keys = try keys(filter)
        pagedKeys = (whole, today, keys)
        return keys
    }

    /// A page of the work-list.
    package func page(_ request: DueRequest) throws -> DuePage {
        try requireRoster()
        let filter = try WorkListFilter(request)
        if let limit = request.limit, limit < 1 { throw QueryError.parameter("limit") }
        let keys = try keysForPages(request, filter)
        var start = 0
        if let after = request.after {
            guard let place = FollowUpKey(after) else { throw QueryError.parameter("after") }
            start = keys.partitioningIndex { $0 > place }
        }
        let end = min(start + min(request.limit ?? 1_000, 10_000), keys.count)
        return DuePage(
            schemaVersion: 1, asOf: (filter.asOf ?? today).description, protocol: reference, notices: notices,
            total: keys.count, rows: try rows(keys[start..<end], filter),
            next: end < keys.count ? keys[end - 1].description : nil,
            longOverdue: keys.count - keys.partitioningIndex { $0.band == .longOverdue })
    }
}

extension FollowUpOutline {
    /// The outline of an item that a patient owes as of another day.
    fileprivate init(_ owed: FollowUp, of patient: Int64, in plan: PatientPlan) {
        self.init(
            patient: patient, item: owed.item, urgency: owed.urgency, window: owed.window,
            isHighRisk: plan.risk.isHigh)
    }
}

/// Which rows of the work-list a request asks for, checked.
struct WorkListFilter {
    private let statuses: Set<ItemStatus>?
    private let within: Interval?
    private let clinic: String?
    private let item: Item?
    private let mrn: String?
    private let unbooked: Bool
    private let owner: String?
    private let all: Bool
    private let stale: Bool
    let isByPatient: Bool
    let asOf: CivilDate?

    /// Checks a request; a word that means nothing is an error that names its parameter.
    init(_ request: DueRequest) throws(QueryError) {
        asOf = try WorkListFilter.day(request.asOf)
        if let text = request.within {
            guard let interval = Interval(text), interval.count >= 0 else { throw .parameter("within") }
            within = interval
        } else {
            within = nil
        }
        if let words = request.statuses {
            let known = words.compactMap { ItemStatus(rawValue: $0) }
            guard known.count == words.count else { throw .parameter("statuses") }
            statuses = Set(known)
        } else {
            statuses = nil
        }
        item = request.item.flatMap { Item(rawValue: $0) }
        if request.item != nil, item == nil { throw .parameter("item") }
        clinic = request.clinic
        mrn = request.mrn
        unbooked = request.unbooked ?? false
        owner = request.owner
        all = request.all ?? false
        stale = request.stale ?? false
        isByPatient = request.byPatient ?? false
    }

    static func day(_ text: String?) throws(QueryError) -> CivilDate? {
        guard let text else { return nil }
        guard let day = CivilDate(text) else { throw .parameter("asOf") }
        return day
    }

    /// What of it the store selects by; the rest is asked of each outline.
    func selection(on day: CivilDate) -> FollowUpSelection {
        var selection = FollowUpSelection()
        let isOpenOnly = !all && within == nil && statuses?.contains(.upcoming) != true
        selection.openBy = isOpenOnly ? day : nil
        (selection.clinic, selection.mrn, selection.item) = (clinic, mrn, item?.rawValue)
        selection.isUnbooked = unbooked
        selection.owner = owner.map { (name: $0, day: day) }
        return selection
    }

    /// Whether rows of a patient are asked for.
    func includes(_ patient: Patient) -> Bool {
        (clinic == nil || clinic == patient.clinic) && (mrn == nil || mrn == patient.mrn)
    }

    /// Whether rows for an item are asked for.
    func includes(_ owed: FollowUp, in worked: WorkedPlan) -> Bool {
        guard item == nil || item == owed.item else { return false }
        if let owner, worked.workflow.owner(of: owed.item, on: worked.day)?.who.name != owner { return false }
        return !unbooked || owed.booked == nil
    }

    /// Whether a row at its own place is asked for.
    func includes(_ key: FollowUpKey) -> Bool { !stale || key.band == .longOverdue }

    /// Whether a row where its dates put it on a day is asked for.
    func includes(_ outline: FollowUpOutline, on day: CivilDate) -> Bool {
        let status = outline.window.status(on: day)
        if let statuses { return statuses.contains(status) }
        if all || status != .upcoming { return true }
        return within.map { outline.due <= day + $0 } ?? false
    }
}

/// The work-list as it leaves for other systems.
extension QueryService {
    /// With the remarks of their patients fewer rows are given at a time, since each patient's record is read for them.
    private static let mostRowsWithRemarks = 1_000

    /// A page of the work-list, without record numbers and names unless they are asked for.
    func export(_ request: ExportRequest) throws -> ExportPage {
        var list = request.list
        if request.remarks == true {
            list.limit =
                list.limit.map { min($0, QueryService.mostRowsWithRemarks) } ?? QueryService.mostRowsWithRemarks
        }
        let page = try page(list)
        let day = try WorkListFilter.day(list.asOf) ?? today
        let rows = try store.read { reader in
            // A patient's rows may stand apart in the list.
            var remarks: [String: [RemarkReport]] = [:]
            return try page.rows.map { row in
                guard let pseudonym = try reader.pseudonym(ofRecordNumber: row.mrn) else {
                    throw QueryError.incomplete
                }
                if request.remarks == true, remarks[pseudonym] == nil {
                    remarks[pseudonym] = try reader.patient(pseudonym).map { patient in
                        patient.plan(state.protocols, asOf: day).plan.remarks
                            .map { RemarkReport($0, FactSources(patient.places)) }
                    }
                }
                return ExportRow(
                    pseudonym: pseudonym, row: request.names == true ? row : row.withoutNames,
                    remarks: remarks[pseudonym] ?? [])
            }
        }
        return ExportPage(
            asOf: page.asOf, protocol: page.protocol, notices: page.notices, total: page.total, rows: rows,
            next: page.next)
    }
}

extension DueRow {
    /// The row without what names the patient.
    fileprivate var withoutNames: DueRow {
        var row = self
        (row.mrn, row.familyName, row.givenName) = ("", "", "")
        // It holds the patient's number in the store.
        row.place = nil
        return row
    }

    /// The row with its place in a list.
    fileprivate func placed(at key: FollowUpKey) -> DueRow {
        var row = self
        (row.band, row.place) = (key.band.rawValue, key.description)
        return row
    }
}

extension DueRequest {
    /// What narrows the list, for the audit trail; patient and item stand there by themselves.
    var words: String {
        [
            asOf.map { "as of \($0)" }, within.map { "within \($0)" },
            statuses.map { "status \($0.joined(separator: " "))" }, clinic.map { "clinic \($0)" },
            owner.map { "owner \($0)" }, unbooked == true ? "unbooked" : nil, all == true ? "all" : nil,
            stale == true ? "long overdue" : nil,
        ].compactMap { $0.map { ", \($0)" } }.joined()
    }
}
