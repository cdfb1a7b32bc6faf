import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import Testing

@testable import WatchStore

@Suite("Places in the work-list")
struct FollowUpKeyTests {
    private let today = CivilDate(year: 2026, month: 6, day: 1) ?? .earliest

    /// The order by a list that names every item.
    private var order: WorkListOrder {
        var settings = SurveillanceProtocol.WorkList()
        settings.items = Item.allCases
        return WorkListOrder(settings, on: today)
    }

    private func key(_ patient: Int64, _ item: Item, _ urgency: Urgency, due: Int = 0) -> FollowUpKey {
        let window = Window(earliest: today, due: today + .days(due), latest: today + .days(100))
        return FollowUpOutline(patient: patient, item: item, urgency: urgency, window: window, isHighRisk: false)
            .key(in: order)
    }

    @Test func `items of one rank stand in the order of patients, then of their names`() {
        // Without a list of items they all have one rank.
        let order = WorkListOrder(SurveillanceProtocol.WorkList(), on: today)
        let window = Window(earliest: today, due: today, latest: today)
        func key(_ patient: Int64, _ item: Item) -> FollowUpKey {
            FollowUpOutline(patient: patient, item: item, urgency: .soon, window: window, isHighRisk: false).key(
                in: order)
        }
        let keys = [key(2, .biopsy), key(1, .visit), key(1, .brainMRI), key(2, .csf)]
        #expect(keys.sorted() == [key(1, .brainMRI), key(1, .visit), key(2, .biopsy), key(2, .csf)])
    }

    @Test func `by patient each stands once, where the most pressing item does`() {
        let first = [key(1, .visit, .routine), key(1, .csf, .soon), key(1, .mammogram, .routine)]
        let second = [key(2, .brainMRI, .urgent), key(2, .visit, .routine)]
        let third = [key(3, .treatmentDecision, .soon)]
        var keys = first + second + third
        FollowUpKey.group(&keys)
        let places = keys.sorted().map { "\($0.patient) \($0.item.rawValue) \($0.band.rawValue)" }
        #expect(
            places == [
                "2 brain-mri urgent", "2 visit urgent", "3 treatment-decision soon", "1 csf soon", "1 visit soon",
                "1 mammogram soon",
            ])
    }

    @Test func `a place as a text comes back, and texts have the order of the places`() {
        let days = [-1_000_000, -400, 0, 1, 90, 1_000_000]
        var keys = [1, 37, .max].flatMap { patient in
            Urgency.allCases.flatMap { urgency in
                days.map { key(patient, $0 < 0 ? .visit : .csf, urgency, due: $0) }
            }
        }
        for isByPatient in [false, true] {
            if isByPatient { FollowUpKey.group(&keys) }
            #expect(keys.allSatisfy { FollowUpKey("\($0)") == $0 })
            #expect(keys.map { "\($0)" }.sorted() == keys.sorted().map { "\($0)" })
        }
    }

    @Test(arguments: [
        "", "visit", "1 2 visit", "000", String(repeating: "0", count: 39),
        "é" + String(repeating: "0", count: 38) + "visit",
    ])
    func `other texts are no place`(text: String) {
        #expect(FollowUpKey(text) == nil)
    }
}
