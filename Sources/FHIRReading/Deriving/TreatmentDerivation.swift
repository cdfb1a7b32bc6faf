import CivilCalendar
import ClinicalModel
import RosterModel

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

    /// Derives drug courses: a start during a running course begins nothing and makes no event.
    mutating func deriveDrugs(_ drugs: [String], hasCNSDisease: Bool) {
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
            let agent = Agent(drugs[Int(number)])
            let running = deriveCourse(inOrder(byDrug[number] ?? []), agent)
            guard let running, running.state == .startedAndOver, hasCNSDisease,
                DrugNames.askedForEnd.contains(agent.name)
            else { continue }
            ask(.drugEnd, drugs[Int(number)], running.fact)
        }
    }

    /// Adds the starts and stops of one drug.
    ///
    /// - Returns: The latest record of the course still running at the end.
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

    /// Sorts by day; on one day an end precedes a beginning, unless it ends what began that day.
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

extension PatientDerivation {
    private struct Course {
        var facts: RadiotherapyFacts
        /// The record that gives the date: the last.
        var fact: Int
        var first: PartialDate
        var records = 1
    }

    /// Derives courses of radiotherapy, dated by their last fraction.
    ///
    /// - Parameter firstCNSDisease: The first day of any CNS disease; earlier radiotherapy was for the primary.
    mutating func deriveRadiotherapy(firstCNSDisease: CivilDate?) {
        var siteless: [Course] = []
        for course in courses() {
            let target = course.facts.target
            switch course.facts.technique {
            case .srs: add(.radiotherapy(.srs), course.fact)
            case .fsrt: add(.radiotherapy(.fsrt), course.fact)
            case .wbrt: add(.radiotherapy(.wbrt), course.fact)
            case .breast: add(.radiotherapy(.breast), course.fact)
            case .craniospinal: add(.radiotherapy(.craniospinal), course.fact)
            case .unstated, .stereotactic:
                switch target {
                case .brain, .reasonBrain: deriveBrainCourse(course)
                case .breast: add(.radiotherapy(.breast), course.fact)
                case .neuraxis: add(.radiotherapy(.craniospinal), course.fact)
                case .elsewhere: break
                // The reason names the site, unless radiotherapy may have been for more than one.
                case .reasonBreast where firstCNSDisease.map { facts[course.fact].date.last < $0 } ?? true:
                    add(.radiotherapy(.breast), course.fact)
                case .reasonBreast, .untold: siteless.append(course)
                }
            }
        }
        guard let last = siteless.last, let first = siteless.first else { return }
        let records = siteless.reduce(0) { $0 + $1.records }
        let span = first.first == facts[last.fact].date ? "" : ", from \(first.first)"
        ask(.radiotherapySite, "\(Pluralised(records, "record"))\(span)", last.fact, records: records)
    }

    /// Returns the courses; three or more single-session records at intervals of at most four days form one.
    private func courses() -> [Course] {
        var chains: [[Int]] = []
        for (index, fact) in facts.enumerated() {
            guard case .radiotherapy(let one) = fact.content else { continue }
            let chain = chains.lastIndex { chain in
                guard let last = chain.last, case .radiotherapy(let other) = facts[last].content else { return false }
                return other.target == one.target && other.technique == one.technique && one.sessions <= 1
                    && other.sessions <= 1 && fact.date.first <= facts[last].date.first + .days(4)
            }
            if let chain { chains[chain].append(index) } else { chains.append([index]) }
        }
        return chains.flatMap { chain -> [Course] in
            let single = chain.compactMap { index -> Course? in
                guard case .radiotherapy(let one) = facts[index].content else { return nil }
                return Course(facts: one, fact: index, first: facts[index].date)
            }
            guard single.count >= 3, var whole = single.last else { return single }
            whole.facts.sessions = UInt16(clamping: single.count)
            whole.facts.centigray = UInt16(clamping: single.reduce(0) { $0 + Int($1.facts.centigray) })
            whole.first = single[0].first
            whole.records = single.count
            return [whole]
        }
    }

    /// Derives the technique of a course to the brain from sessions and dose; asks a question if they do not decide it.
    private mutating func deriveBrainCourse(_ course: Course) {
        let sessions = Int(course.facts.sessions)
        let dose = Int(course.facts.centigray)
        let isStereotactic = course.facts.technique == .stereotactic
        switch sessions {
        case 1 where isStereotactic || dose == 0 || dose >= 1_200:
            add(.radiotherapy(.srs), course.fact)
        case 2... where isStereotactic:
            add(.radiotherapy(.fsrt), course.fact)
        // 20 Gy in 5 is whole-brain radiotherapy, 25 Gy in 5 is stereotactic.
        case 2...5 where dose >= 500 * sessions:
            add(.radiotherapy(.fsrt), course.fact)
        case 10 where 2_900...3_100 ~= dose:
            add(.radiotherapy(.wbrt), course.fact)
        default:
            let parts = [
                sessions > 0 ? Pluralised(sessions, "session").description : "sessions not told",
                dose > 0 ? "\(ThousandthsText(dose * 10)) Gy" : "dose not told",
            ]
            ask(.radiotherapyTechnique, parts.joined(separator: ", "), course.fact)
        }
    }
}
