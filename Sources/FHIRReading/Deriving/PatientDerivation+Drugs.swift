import CivilCalendar
import ClinicalModel
import RosterReading

extension PatientDerivation {
    private struct Step {
        let fact: Int
        let state: DrugState
    }

    /// A record and its day.
    private struct RecordDay: Hashable {
        let id: ResourceID
        let date: PartialDate

        init(_ fact: Fact) {
            id = fact.id
            date = fact.date
        }
    }

    /// The courses of drugs: a start while the course is running begins nothing and makes no event.
    mutating func deriveDrugs(_ drugs: [String], hasCNSDisease: Bool, _ agents: inout AgentNames) {
        var byDrug: [UInt32: [Step]] = [:]
        var order: [UInt32] = []
        var unknown: [Int] = []
        for (index, fact) in facts.enumerated() {
            guard case .drug(let number, let state) = fact.content else { continue }
            if number == FactContent.drugAgainstCancer {
                if state != .stopped { unknown.append(index) }
            } else if number != FactContent.drugUnknown {
                if byDrug[number] == nil { order.append(number) }
                byDrug[number, default: []].append(Step(fact: index, state: state))
            }
        }
        for index in unknown { ask(.unknownDrug, "", index) }
        for number in order {
            let agent = agents.agent(named: drugs[Int(number)])
            let running = deriveCourse(inOrder(byDrug[number] ?? []), agent)
            guard let running, running.state == .startedAndOver, agent.isCNSActive, hasCNSDisease else { continue }
            ask(.drugEnd, drugs[Int(number)], running.fact)
        }
    }

    /// Enters the starts and stops of one drug.
    ///
    /// - Returns: The latest record of the course that is running at the end.
    private mutating func deriveCourse(_ steps: [Step], _ agent: Agent) -> Step? {
        var running: Step?
        for step in steps {
            switch step.state {
            case .started, .startedAndOver:
                if running == nil { add(.drug(agent, .start), step.fact) }
                running = step
            case .stopped:
                add(.drug(agent, .stop), step.fact)
                running = nil
            }
        }
        return running
    }

    /// By day; of one day an end before a beginning, unless it ends what began that day.
    private func inOrder(_ steps: [Step]) -> [Step] {
        let beginnings = Set(steps.filter { $0.state != .stopped }.map { RecordDay(facts[$0.fact]) })
        func place(_ step: Step) -> Int {
            guard step.state == .stopped else { return 1 }
            return beginnings.contains(RecordDay(facts[step.fact])) ? 2 : 0
        }
        return steps.sorted { one, other in
            (facts[one.fact].date.first, place(one), one.fact) < (
                facts[other.fact].date.first, place(other), other.fact
            )
        }
    }
}
