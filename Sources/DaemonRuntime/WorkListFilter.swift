import CivilCalendar
import ClinicalModel
import ControlInterface
import Reporting
import Surveillance
import Varlink
import WatchStore

/// Which rows of the work-list someone asked for, checked.
struct WorkListFilter {
    private let statuses: Set<String>?
    private let within: Interval?
    private let clinic: String?
    private let item: String?
    private let mrn: String?
    private let unbooked: Bool
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
            guard words.allSatisfy({ ItemStatus(rawValue: $0) != nil }) else { throw .invalidParameter("statuses") }
            statuses = Set(words)
        } else {
            statuses = nil
        }
        if let word = request.item, Item(rawValue: word) == nil { throw .invalidParameter("item") }
        item = request.item
        clinic = request.clinic
        mrn = request.mrn
        unbooked = request.unbooked ?? false
        all = request.all ?? false
    }

    static func day(_ text: String?) throws(VarlinkError) -> CivilDate? {
        guard let text else { return nil }
        guard let day = CivilDate(text) else { throw .invalidParameter("asOf") }
        return day
    }

    /// The last day by which a row's window must be open for it to be asked for at all; nil for any.
    func bound(_ today: CivilDate) -> CivilDate? {
        all || statuses?.contains(ItemStatus.upcoming.rawValue) == true || within != nil ? nil : today
    }

    func includes(_ row: DueRow, today: CivilDate) -> Bool {
        if let clinic, row.clinic != clinic { return false }
        if let item, row.item.item != item { return false }
        if let mrn, row.mrn != mrn { return false }
        if unbooked, row.item.booked != nil { return false }
        if let statuses { return statuses.contains(row.item.status) }
        if all || row.item.status != ItemStatus.upcoming.rawValue { return true }
        return within.map { row.item.due <= (today + $0).description } ?? false
    }
}
