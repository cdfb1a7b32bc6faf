import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

@Suite("Properties of every plan")
struct PlanPropertyTests {
    let protocols: ProtocolSet
    let today: CivilDate

    init() throws {
        protocols = try ShippedProtocol.set()
        today = try #require(CivilDate("2025-11-25"))
    }

    private func forEachRecord(_ count: Int, seed: UInt64, _ body: (PatientRecord, inout WildHistory) throws -> Void)
        rethrows
    {
        var wild = WildHistory(seed: seed)
        for _ in 0..<count {
            let record = wild.record(asOf: today)
            try body(record, &wild)
        }
    }

    private func plan(_ record: PatientRecord, _ day: CivilDate) -> PatientPlan {
        PatientPlan(for: record, protocols, asOf: day)
    }

    private func rows(_ plan: PatientPlan) -> [String] {
        plan.items.map { owed in
            let dates = "\(owed.anchor) \(owed.earliest) \(owed.due) \(owed.latest)"
            let also = owed.also.map(\.rawValue).joined(separator: "+")
            return "\(owed.item) \(owed.rule) \(also) \(dates) \(owed.status) \(owed.flags) \(owed.appointment)"
        }
    }

    @Test func `dates of every proposal and item stand in order, and the item has the earliest of each`() {
        forEachRecord(4_000, seed: 1) { record, _ in
            for owed in plan(record, today).items {
                #expect(owed.earliest <= owed.due && owed.due <= owed.latest)
                #expect(owed.earliest == owed.proposals.map(\.earliest).min())
                #expect(owed.due == owed.proposals.map(\.due).min())
                #expect(owed.latest == owed.proposals.map(\.latest).min())
                #expect(owed.urgency.rank == owed.proposals.map(\.urgency.rank).min())
                for proposal in owed.proposals {
                    #expect(proposal.earliest >= proposal.anchor.date.first)
                    #expect(proposal.earliest <= proposal.due && proposal.due <= proposal.latest)
                }
                #expect(owed.also == owed.also.sorted { $0.rawValue < $1.rawValue })
                #expect(!owed.also.contains(owed.rule))
            }
        }
    }

    @Test func `every rule makes at most one proposal, for an item that is its own`() {
        forEachRecord(2_000, seed: 2) { record, _ in
            let plan = plan(record, today)
            #expect(Set(plan.items.map(\.item)).count == plan.items.count)
            for owed in plan.items {
                #expect(Set(owed.proposals.map(\.rule)).count == owed.proposals.count)
                #expect(owed.proposals.allSatisfy { $0.rule.definition.items.contains(owed.item) })
            }
        }
    }

    @Test func `a row dated after the day changes nothing but appointments`() {
        forEachRecord(2_000, seed: 3) { record, wild in
            let later = Event(
                date: PartialDate(today + .days(1 + wild.number(below: 30))), content: wild.content(), row: 99)
            if case .appointment = later.content { return }
            let extended = PatientRecord(
                patient: record.patient, events: record.events + [later], rejectedRows: record.rejectedRows)
            #expect(rows(plan(extended, today)) == rows(plan(record, today)))
        }
    }

    @Test func `file order matters only between rows of one first day`() {
        forEachRecord(2_000, seed: 4) { record, wild in
            var seen: Set<CivilDate> = []
            let distinct = record.events.filter { seen.insert($0.date.first).inserted }
            var shuffled = distinct
            for index in shuffled.indices.dropFirst() { shuffled.swapAt(index, wild.number(below: index + 1)) }
            let one = PatientRecord(patient: record.patient, events: distinct[...])
            let other = PatientRecord(patient: record.patient, events: shuffled[...])
            #expect(rows(plan(one, today)) == rows(plan(other, today)))
        }
    }

    @Test func `a seizure of today is an emergency in every phase but deceased`() {
        forEachRecord(2_000, seed: 5) { record, _ in
            let seizure = Event(date: PartialDate(today), content: .symptom(.seizure, .onset), row: 99)
            // A scan of the same day answers by date, so those are left out.
            let events = record.events.filter { $0.date.first < today }
            let struck = PatientRecord(patient: record.patient, events: events[...] + [seizure])
            let plan = plan(struck, today)
            let brain = plan.items.first { $0.item == .brainMRI }
            if plan.phase == .deceased {
                #expect(plan.items.isEmpty)
            } else {
                #expect(brain?.urgency == .emergency)
                #expect(brain?.rule == .neuroEmergency)
                #expect(brain.map { $0.due <= today } == true)
            }
        }
    }

    @Test func `nothing changes before the day that is named as the next change`() {
        forEachRecord(600, seed: 6) { record, _ in
            let plan = plan(record, today)
            let next = plan.nextChange ?? today + .days(60)
            var day = today + .days(1)
            while day < next, day < today + .days(400) {
                let later = self.plan(record, day)
                #expect(later.phase == plan.phase)
                #expect(rows(later) == rows(plan))
                day = day + .days(1)
            }
        }
    }

    @Test func `an explanation agrees with its plan and shows how each date was computed`() {
        var wild = WildHistory(seed: 7)
        for _ in 0..<400 {
            let record = wild.record(asOf: today)
            let plan = plan(record, today)
            let explanation = Explanation(of: record, protocols, asOf: today)
            #expect(rows(explanation.plan) == rows(plan))
            #expect(explanation.items.map(\.owed) == plan.items)
            for item in explanation.items {
                #expect(item.proposals.first?.rule == item.owed.rule)
                for (told, proposal) in zip(item.proposals, [item.owed.leading]) {
                    #expect(told.arithmetic.contains { $0.contains("due \(proposal.due)") })
                    #expect(told.arithmetic.contains { $0.contains("earliest \(proposal.earliest)") })
                    #expect(told.arithmetic.contains { $0.contains("latest \(proposal.latest)") })
                    #expect(!told.source.isEmpty)
                }
            }
            let asked = RuleDefinition.all.reduce(0) { $0 + $1.items.count }
            #expect(explanation.notOwed.count + plan.items.reduce(0) { $0 + $1.proposals.count } == asked)
        }
    }

    @Test func `one patient with ten thousand events is planned and explained like any other`() throws {
        var wild = WildHistory(seed: 8)
        var events: [Event] = []
        for row in 0..<10_000 {
            let content = wild.content()
            if case .status(.deceased) = content { continue }
            events.append(Event(date: wild.date(before: today, within: 3_000), content: content, row: Int32(row + 2)))
        }
        let record = PatientRecord(patient: Patient(mrn: "W"), events: events[...])
        let plan = plan(record, today)
        #expect(!plan.items.isEmpty)
        var sorted = events
        sorted.sort { ($0.date.first, $0.row) < ($1.date.first, $1.row) }
        #expect(rows(self.plan(PatientRecord(patient: record.patient, events: sorted[...]), today)) == rows(plan))
    }

    @Test func `a patient without any row needs data, and only that`() {
        let plan = plan(PatientRecord(patient: Patient(mrn: "E"), events: []), today)
        #expect(plan.phase == .needsData)
        #expect(plan.items.map(\.item) == [.dataCorrection])
        #expect(plan.nextChange == today + .days(1))
    }
}
