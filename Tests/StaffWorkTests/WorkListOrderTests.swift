import CivilCalendar
import ClinicalModel
import ProtocolReading
import StaffWork
import Surveillance
import TestSupport
import Testing

@Suite("The order of the work-list")
struct WorkListOrderTests {
    private static let today = CivilDate(year: 2026, month: 6, day: 1) ?? .earliest
    private let shipped: SurveillanceProtocol.WorkList
    private let order: WorkListOrder

    init() throws {
        shipped = try ProtocolReader.read(path: PackageFolder.protocolFile).workList
        order = WorkListOrder(shipped, on: WorkListOrderTests.today)
    }

    /// What is ranked, its days counted from today.
    private struct Row {
        var item = Item.brainMRI
        var urgency = Urgency.routine
        var opened = -10
        var due = 0
        var latest = 9
        var isHighRisk = false
        var isNew = false

        var window: Window {
            Window(
                earliest: today + .days(opened), due: today + .days(due), latest: today + .days(latest))
        }
    }

    private func rank(_ row: Row) -> WorkListRank {
        order.rank(row.item, row.urgency, row.window, isHighRisk: row.isHighRisk, isNew: row.isNew)
    }

    /// Whether rows that stand as given, each above the next, do so by their ranks.
    private func isOrdered(_ rows: Row...) -> Bool {
        zip(rows, rows.dropFirst()).allSatisfy { rank($0) < rank($1) }
    }

    @Test func `the urgency decides first, and routine is no more urgent than advisory`() {
        #expect(
            isOrdered(
                Row(item: .mammogram, urgency: .emergency, opened: 20, due: 30, latest: 40),
                Row(item: .visit, urgency: .inpatient, opened: 20, due: 30, latest: 40),
                Row(item: .visit, urgency: .urgent, opened: 20, due: 30, latest: 40),
                Row(item: .visit, urgency: .soon, opened: 20, due: 30, latest: 40),
                Row(urgency: .advisory, opened: -900, due: -800, latest: -700)))
        #expect(rank(Row(urgency: .routine)) == rank(Row(urgency: .advisory)))
    }

    @Test func `new results stand below emergencies and above all else, by urgency among themselves`() {
        #expect(
            isOrdered(
                Row(urgency: .emergency, isNew: true), Row(item: .treatmentDecision, urgency: .urgent, isNew: true),
                Row(item: .treatmentDecision, urgency: .soon, isNew: true), Row(urgency: .inpatient)))
        let bands = Urgency.allCases.map { rank(Row(urgency: $0)).band }
        #expect(bands == [.emergency, .urgent, .urgent, .soon, .others, .others])
        #expect(
            Urgency.allCases.map { rank(Row(urgency: $0, isNew: true)).band }.dropFirst().allSatisfy {
                $0 == .newResults
            })
        #expect(rank(Row(urgency: .emergency, isNew: true)).band == .emergency)
    }

    @Test func `within an urgency what is due or overdue stands above what is not, whatever the item`() {
        #expect(
            isOrdered(
                Row(item: .mammogram, due: -20, latest: -10), Row(item: .brainMRI, due: 1),
                Row(item: .spineMRI, due: 1)))
        #expect(isOrdered(Row(item: .mammogram, due: 0), Row(item: .brainMRI, opened: -90, due: 1)))
    }

    @Test func `then the protocol's list of items decides`() {
        let items = shipped.items
        #expect(Set(items) == Set(Item.allCases))
        // Each later item is later too, and of higher risk.
        let rows = items.enumerated().map { Row(item: $1, due: 0, latest: 9 - $0, isHighRisk: $0 > 0) }
        #expect(zip(rows, rows.dropFirst()).allSatisfy { rank($0) < rank($1) })
        var settings = shipped
        settings.items = [.csf, .visit]
        let own = WorkListOrder(settings, on: WorkListOrderTests.today)
        func place(_ item: Item) -> WorkListRank { own.rank(item, .soon, Row().window, isHighRisk: false) }
        #expect(place(.csf) < place(.visit) && place(.visit) < place(.brainMRI))
        #expect(place(.brainMRI) == place(.mammogram))
    }

    @Test func `then the share of the window that has passed, in whole percent and at most three hundred`() {
        // 71 and 70 of a hundred days; the higher risk of the second does not count.
        #expect(isOrdered(Row(opened: -71, latest: 28), Row(opened: -70, latest: 29, isHighRisk: true)))
        // A percent that is not whole decides nothing.
        #expect(rank(Row(opened: -700, latest: 299)) == rank(Row(opened: -705, latest: 294)))
        #expect(rank(Row(opened: -30, due: -25, latest: -21)) == rank(Row(opened: -90, due: -25, latest: -81)))
        #expect(isOrdered(Row(opened: -30, due: -25, latest: -21), Row(opened: -29, due: -25, latest: -20)))
        // What is not open yet: the nearer to its opening, the higher.
        #expect(isOrdered(Row(opened: 1, due: 90, latest: 100), Row(opened: 2, due: 80, latest: 101)))
    }

    @Test func `then the higher risk, then the earlier due date`() {
        #expect(isOrdered(Row(due: -1, isHighRisk: true), Row(due: -2)))
        #expect(isOrdered(Row(due: -3), Row(due: -2)))
    }

    @Test func `what is overdue for more than a year stands last where the list names the item and nothing presses`() {
        let yearAgo = Row(item: .visit, opened: -500, due: -400, latest: -365)
        let longer = Row(item: .visit, opened: -500, due: -400, latest: -366)
        #expect(rank(yearAgo).band == .others && rank(longer).band == .longOverdue)
        #expect(isOrdered(Row(item: .mammogram, urgency: .advisory, opened: 20, due: 30, latest: 40), longer))
        for item in Item.allCases {
            let band = rank(Row(item: item, opened: -9_000, due: -8_000, latest: -7_000)).band
            #expect((band == .longOverdue) == shipped.staleItems.contains(item))
        }
        let soon = Row(item: .visit, urgency: .soon, opened: -9_000, due: -8_000, latest: -7_000)
        #expect(rank(soon).band == .soon)
        // Months are clamped: from 29, 30 and 31 January a month reaches 28 February.
        var settings = shipped
        settings.staleAfter = Interval(1, .months)
        for (end, band) in [("2026-01-27", WorkListBand.longOverdue), ("2026-01-28", .others), ("2026-01-31", .others)]
        {
            let day = CivilDate(end) ?? .earliest
            let rank = WorkListOrder(settings, on: CivilDate("2026-02-28") ?? .earliest)
                .rank(.visit, .routine, Window(earliest: day, due: day, latest: day), isHighRisk: false)
            #expect(rank.band == band)
        }
    }

    @Test func `the packed number has the order of the criteria, one after the other`() {
        var random = SplitMix64(seed: 16)
        func criteria(_ row: Row) -> [Int] {
            let list = shipped
            let isStale =
                !row.isNew && row.urgency.rank >= Urgency.routine.rank && list.staleItems.contains(row.item)
                && row.window.latest + list.staleAfter < WorkListOrderTests.today
            let share = (Double(-row.opened) / Double(row.latest - row.opened + 1) * 100).rounded(.down)
            return [
                isStale ? 1 : 0, row.urgency == .emergency ? 0 : 1, row.isNew && row.urgency != .emergency ? 0 : 1,
                min(row.urgency.rank, Urgency.routine.rank), row.due <= 0 ? 0 : 1,
                list.items.firstIndex(of: row.item) ?? -1, -min(300, Int(share)), row.isHighRisk ? 0 : 1, row.due,
            ]
        }
        let rows = (0..<2_000).map { _ in
            // Few values each, so that every criterion decides somewhere.
            let opened = Int.random(in: -6...1, using: &random) * 100
            let due = opened + Int.random(in: 0...2, using: &random) * 30
            return Row(
                item: Bool.random(using: &random) ? .visit : .csf,
                urgency: Urgency.allCases.randomElement(using: &random) ?? .soon, opened: opened, due: due,
                latest: due + Int.random(in: 0...2, using: &random) * 30, isHighRisk: Bool.random(using: &random),
                isNew: Int.random(in: 0...3, using: &random) == 0)
        }
        for (first, second) in zip(rows, rows.shuffled(using: &random)) {
            let (one, other) = (criteria(first), criteria(second))
            #expect((rank(first) < rank(second)) == one.lexicographicallyPrecedes(other))
            #expect((rank(first) == rank(second)) == (one == other))
        }
    }

    @Test func `the ends of the calendar keep their places`() {
        func rank(on day: CivilDate, of end: CivilDate) -> WorkListRank {
            WorkListOrder(shipped, on: day)
                .rank(.brainMRI, .soon, Window(earliest: end, due: end, latest: end), isHighRisk: false)
        }
        let (far, never) = (rank(on: .latest, of: .earliest), rank(on: .earliest, of: .latest))
        #expect(far < never && far.band == .soon && never.band == .soon)
        #expect(
            isOrdered(Row(urgency: .soon, opened: 400, due: 410, latest: 420), Row(opened: 400, due: 410, latest: 420)))
        #expect(self.rank(Row(urgency: .soon, opened: 400, due: 410, latest: 420)) < never)
    }
}
