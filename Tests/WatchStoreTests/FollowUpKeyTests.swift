import CivilCalendar
import Surveillance
import Testing
import WatchStore

@Suite("The order of the work-list")
struct FollowUpKeyTests {
    private let today = CivilDate(year: 2026, month: 6, day: 1) ?? .earliest

    private func key(
        _ urgency: Urgency, opened: Int, due: Int, latest: Int, risk: Bool = false, patient: Int64 = 1
    ) -> FollowUpKey {
        let window = Window(
            earliest: today + .days(opened), due: today + .days(due), latest: today + .days(latest))
        return FollowUpOutline(patient: patient, item: "brain-mri", urgency: urgency, window: window, isHighRisk: risk)
            .key(on: today)
    }

    @Test func `emergencies stand above what is urgent, and that above the rest, whatever their dates`() {
        let emergency = key(.emergency, opened: 0, due: 0, latest: 0)
        let inpatient = key(.inpatient, opened: -10, due: -9, latest: -8)
        let urgent = key(.urgent, opened: 5, due: 6, latest: 7)
        let routine = key(.routine, opened: -2_000, due: -1_990, latest: -1_980)
        #expect([routine, urgent, inpatient, emergency].sorted() == [emergency, inpatient, urgent, routine])
    }

    @Test func `a week late in a window of a week stands above a month late in one of a year`() {
        let week = key(.soon, opened: -13, due: -10, latest: -7)
        let year = key(.routine, opened: -394, due: -212, latest: -30)
        #expect(week < year)
        // What is not open yet stands below what is.
        #expect(key(.routine, opened: 0, due: 10, latest: 20) < key(.soon, opened: 1, due: 2, latest: 3))
    }

    @Test func `among those equally late the higher risk stands first, then the earlier due date, then the patient`() {
        let high = key(.routine, opened: -50, due: 10, latest: 49, risk: true, patient: 9)
        let early = key(.routine, opened: -50, due: 5, latest: 49, patient: 8)
        let first = key(.routine, opened: -50, due: 10, latest: 49, patient: 1)
        let second = key(.routine, opened: -50, due: 10, latest: 49, patient: 2)
        #expect([second, first, early, high].sorted() == [high, early, first, second])
        let later = key(.routine, opened: -40, due: 10, latest: 59, risk: true)
        #expect(second < later)
    }

    @Test func `the ends of the calendar keep their places`() {
        func place(on day: CivilDate, of end: CivilDate) -> FollowUpKey {
            let window = Window(earliest: end, due: end, latest: end)
            return FollowUpOutline(patient: 1, item: "visit", urgency: .routine, window: window, isHighRisk: false)
                .key(on: day)
        }
        let far = place(on: .latest, of: .earliest)
        let never = place(on: .earliest, of: .latest)
        #expect(far < key(.routine, opened: -100, due: -80, latest: -50))
        #expect(key(.routine, opened: 400, due: 410, latest: 420) < never)
        #expect(FollowUpKey("\(far)") == far && FollowUpKey("\(never)") == never)
    }

    @Test(arguments: ["", "1", "1 2", "x y z", "1 2 3 4", "?? 2 visit"])
    func `other texts are no cursor`(text: String) {
        #expect(FollowUpKey(text) == nil)
    }
}
