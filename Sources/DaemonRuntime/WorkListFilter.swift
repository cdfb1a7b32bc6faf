import CivilCalendar
import ClinicalModel
import ControlInterface
import Reporting
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// Which rows of the work-list someone asked for, checked.
struct WorkListFilter {
    private let statuses: Set<ItemStatus>?
    private let within: Interval?
    private let clinic: String?
    private let item: Item?
    private let mrn: String?
    private let unbooked: Bool
    private let owner: String?
    private let all: Bool
    let asOf: CivilDate?

    /// Checks a request; a word that means nothing is an error that names its parameter.
    init(_ request: DueRequest) throws(VarlinkError) {
        asOf = try WorkListFilter.day(request.asOf)
        if let text = request.within {
            guard let interval = Interval(text), interval.count >= 0 else { throw .invalidParameter("within") }
            within = interval
        } else {
            within = nil
        }
        if let words = request.statuses {
            let known = words.compactMap { ItemStatus(rawValue: $0) }
            guard known.count == words.count else { throw .invalidParameter("statuses") }
            statuses = Set(known)
        } else {
            statuses = nil
        }
        item = request.item.flatMap { Item(rawValue: $0) }
        if request.item != nil, item == nil { throw .invalidParameter("item") }
        clinic = request.clinic
        mrn = request.mrn
        unbooked = request.unbooked ?? false
        owner = request.owner
        all = request.all ?? false
    }

    static func day(_ text: String?) throws(VarlinkError) -> CivilDate? {
        guard let text else { return nil }
        guard let day = CivilDate(text) else { throw .invalidParameter("asOf") }
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
    func includes(_ owed: OwedItem, in worked: WorkedPlan) -> Bool {
        guard item == nil || item == owed.item else { return false }
        if let owner, worked.workflow.owner(of: owed.item, on: worked.day)?.who.name != owner { return false }
        switch owed.appointment.state {
        case .booked, .bookedLate: return !unbooked
        case .none, .missed: return true
        }
    }

    /// Whether a row where its dates put it on a day is asked for.
    func includes(_ outline: FollowUpOutline, on day: CivilDate) -> Bool {
        let status = outline.status(on: day)
        if let statuses { return statuses.contains(status) }
        if all || status != .upcoming { return true }
        return within.map { outline.due <= day + $0 } ?? false
    }
}
