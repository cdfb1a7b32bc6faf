import CivilCalendar
import ClinicalModel

/// How a clinic's patients keep one kind of follow-up: what share comes in time, and how late the others come.
///
/// The shares are chosen within rough published ranges, which differ between countries and clinics: of the yearly
/// mammograms after breast cancer 65 to 80 % are done, fewer with each year; of the scans after radiosurgery 70 to 85 %
/// are in time. They are no data of any clinic. Whoever is late still comes; `History.keptUntil` is for those who do not.
struct Adherence {
    /// The percentage that comes in time.
    let inTime: Int
    /// The points of it that each year of follow-up takes away, for five years.
    var lossAYear = 0
    /// Of a hundred who are late, those who are very late.
    let veryLateOfLate: Int
    /// The days after the due date on which it happens: in time, late, very late.
    let days: (inTime: ClosedRange<Int>, late: ClosedRange<Int>, veryLate: ClosedRange<Int>)

    static let mammogram = Adherence(
        inTime: 72, lossAYear: 3, veryLateOfLate: 50, days: (-20...45, 61...240, 241...560))
    static let visit = Adherence(inTime: 85, veryLateOfLate: 25, days: (-14...24, 31...80, 81...280))
    static let screening = Adherence(inTime: 80, veryLateOfLate: 25, days: (-20...25, 29...90, 91...280))
    static let scanAfterLocalTherapy = Adherence(inTime: 80, veryLateOfLate: 22, days: (-8...12, 15...60, 61...240))
    static let scanUnderTherapy = Adherence(inTime: 84, veryLateOfLate: 15, days: (-4...6, 8...30, 31...120))
    static let leptomeningeal = Adherence(inTime: 88, veryLateOfLate: 0, days: (-3...9, 15...40, 15...40))
    static let echocardiogram = Adherence(inTime: 84, veryLateOfLate: 20, days: (-8...12, 15...50, 51...160))
}

extension History {
    /// A series of examinations up to a day: each happens around its due date, as the patients keep it, and says when the
    /// next is due. In a series that goes on, the next one may be booked or missed.
    mutating func series(
        _ item: Item?, due first: CivilDate, until end: CivilDate, _ adherence: Adherence,
        examine: (inout History, CivilDate) -> CivilDate
    ) {
        let last = min(end, keptUntil)
        var due = first
        while true {
            let day = attendance(due, adherence, years: due.days(since: first) / 365)
            guard day <= last else {
                if let item, end == asOf { bookNext(item, due: due, on: day) }
                return
            }
            due = examine(&self, day)
        }
    }

    private mutating func attendance(_ due: CivilDate, _ adherence: Adherence, years: Int) -> CivilDate {
        let days =
            if random.chance(adherence.inTime - adherence.lossAYear * min(max(years, 0), 5)) {
                adherence.days.inTime
            } else if random.chance(adherence.veryLateOfLate) {
                adherence.days.veryLate
            } else {
                adherence.days.late
            }
        return workingDay(after(due, days))
    }

    /// The next examination of a series, which will take place on a day to come, as the record has it today: often booked,
    /// and sometimes missed once before.
    private mutating func bookNext(_ item: Item, due: CivilDate, on day: CivilDate) {
        if due <= asOf - .days(14), random.chance(35) { book(item, on: workingDay(after(due, 0...10)), .missed) }
        guard keptUntil == asOf, day <= asOf + .days(42), random.chance(60) else { return }
        book(item, on: day)
        if random.chance(5) { book(item, on: day, .cancelled) }
    }

    /// The day itself, or the working day nearest to a day of the weekend.
    func workingDay(_ day: CivilDate) -> CivilDate {
        switch day.weekday {
        case 6: day - .days(1)
        case 7: day + .days(1)
        default: day
        }
    }
}
