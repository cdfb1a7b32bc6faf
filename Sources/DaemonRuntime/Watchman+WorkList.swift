import CivilCalendar
import ClinicalModel
import ControlInterface
import Reporting
import Surveillance
import Varlink
import WatchStore

extension DueRow {
    /// The row of a stored follow-up on a day.
    init(_ stored: StoredFollowUp, today: CivilDate) {
        let status = ItemStatus(on: today, earliest: stored.earliest, due: stored.due, latest: stored.latest)
        self.init(
            mrn: stored.mrn, familyName: stored.familyName, givenName: stored.givenName, clinic: stored.clinic,
            clinician: stored.clinician, phase: stored.phase, incomplete: stored.isIncomplete,
            absentSince: stored.absentSince?.description,
            item: ItemReport(
                item: stored.item, rule: stored.rule, also: stored.also, anchor: stored.anchor,
                earliest: stored.earliest.description, due: stored.due.description, latest: stored.latest.description,
                status: status.rawValue, urgency: stored.urgency.rawValue, modality: stored.modality,
                substitute: stored.isSubstitute, flags: stored.flags, booked: stored.booked, misses: stored.misses,
                daysLate: max(0, today.days(since: stored.latest))))
    }

    /// Where the row stands in the work-list: most urgent first, then by due date; also the cursor of a page.
    var place: String {
        let rank = Urgency(rawValue: item.urgency)?.rank ?? 0
        return "\(rank) \(item.due) \(mrn) \(item.item)"
    }
}

extension Watchman {
    /// The rows of the work-list that a filter asks for, most urgent first.
    func rows(_ filter: WorkListFilter) throws -> [DueRow] {
        let today = today
        var rows: [DueRow] = []
        if let day = filter.asOf, day != today {
            let patients = try store.read { try $0.allPatients() }
            for patient in patients {
                let plan = PatientPlan(for: patient.record, rules: rules, asOf: day)
                let all = DueRow.rows(
                    plan, of: patient.record.patient, absentSince: patient.absentSince?.description)
                rows += all.filter { filter.includes($0, today: day) }
            }
            return rows.sorted { $0.place < $1.place }
        }
        try store.read { reader in
            try reader.forEachFollowUp(openBy: filter.bound(today)) { stored in
                let row = DueRow(stored, today: today)
                if filter.includes(row, today: today) { rows.append(row) }
                return true
            }
        }
        return rows
    }

    /// The rows that a request's pages are cut from, kept from one page to the next.
    private func rowsForPages(_ request: DueRequest, _ filter: WorkListFilter) throws -> [DueRow] {
        var question = request
        question.limit = nil
        question.after = nil
        if let kept = pagedRows, kept.question == question, kept.day == today { return kept.rows }
        let rows = try rows(filter)
        // What fits on one page is not asked for again.
        pagedRows = rows.count > 1_000 ? (question, today, rows) : nil
        return rows
    }

    /// A page of the work-list.
    func page(_ request: DueRequest) throws -> DuePage {
        try requireRoster()
        let filter = try WorkListFilter(request)
        if let limit = request.limit, limit < 1 { throw VarlinkError.invalidParameter("limit") }
        let rows = try rowsForPages(request, filter)
        let limit = min(request.limit ?? 1_000, 10_000)
        var start = 0
        if let after = request.after {
            guard let place = rows.firstIndex(where: { $0.place > after }) else {
                return page(filter, rows, [], nil)
            }
            start = place
        }
        let end = min(start + limit, rows.count)
        return page(filter, rows, Array(rows[start..<end]), end < rows.count ? rows[end - 1].place : nil)
    }

    private func page(_ filter: WorkListFilter, _ all: [DueRow], _ rows: [DueRow], _ next: String?) -> DuePage {
        DuePage(
            schemaVersion: 1, asOf: (filter.asOf ?? today).description, protocol: reference, notices: notices,
            total: all.count, rows: rows, next: next)
    }
}
