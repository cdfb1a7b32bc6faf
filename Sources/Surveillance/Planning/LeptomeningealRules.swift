import CivilCalendar
import ClinicalModel

/// The rules that leptomeningeal disease and its suspicion make for brain and spine (protocol.md sections 5 and 6).
extension Assessment {
    /// The latest scan that counts for an imaging item: an adequate brain scan, or a diagnostic spine MRI.
    private func latestScan(for item: Item) -> Occurrence? {
        item == .spineMRI ? facts.scans.diagnosticSpine.latest : facts.scans.latestAdequateBrain?.row
    }

    /// The latest scan, where it answers the LM date as a baseline.
    private func baselineScan(for item: Item, since established: Occurrence) -> Occurrence? {
        latestScan(for: item).flatMap { scan in
            scan.date.answers(established.date, plus: rules[.leptomeningealBaseline].answeredFrom) ? scan : nil
        }
    }

    func leptomeningealBaseline(_ item: Item) -> Outcome {
        guard phase == .leptomeningeal, let established = facts.leptomeningeal.established
        else { return .notOwed(.otherPhase) }
        if let scan = baselineScan(for: item, since: established) { return .notOwed(.answered(established, by: scan)) }
        return due(.leptomeningealBaseline, from: established)
    }

    func leptomeningealRepeat(_ item: Item) -> Outcome {
        guard phase == .leptomeningeal, let established = facts.leptomeningeal.established
        else { return .notOwed(.otherPhase) }
        guard let baseline = baselineScan(for: item, since: established)
        else { return .notOwed(.replaced(by: .leptomeningealBaseline)) }
        let treated = leptomeningealTreatment(since: established)
        if baseline.date.answers(treated.date, plus: rules[.leptomeningeal].answeredFrom) {
            return repeated(.leptomeningeal, item, from: baseline, since: treated)
        }
        let anchor = baseline.date.first < treated.date.first ? baseline : treated
        return due(.leptomeningeal, from: anchor, following: treated)
    }

    /// The first course begun (any agent) or radiotherapy other than of the breast since the LM date, else the LM date.
    private func leptomeningealTreatment(since established: Occurrence) -> Occurrence {
        Occurrence.first(
            facts.therapy.courseStarts.first(since: established.date),
            facts.therapy.neuralRadiotherapy.first(since: established.date)) ?? established
    }

    func suspectedLeptomeningeal(_ item: Item) -> Outcome {
        let suspicions = facts.leptomeningeal.suspicions
        guard let first = suspicions.first else { return .notOwed(.absent(.leptomeningealSuspicion)) }
        let from = rules[.suspectedLeptomeningeal].answeredFrom
        let scan = latestScan(for: item)
        let open = suspicions.first { suspicion in !(scan?.date.answers(suspicion.date, plus: from) ?? false) }
        if let open { return due(.suspectedLeptomeningeal, from: open) }
        return scan.map { .notOwed(.answered(first, by: $0)) } ?? .notOwed(.absent(.leptomeningealSuspicion))
    }

    var untreatedLeptomeningeal: Outcome {
        guard let established = facts.leptomeningeal.established
        else { return .notOwed(.absent(.untreatedLeptomeningeal)) }
        let treatments = [
            facts.therapy.neuraxisRadiotherapy, facts.therapy.cnsActiveStarts, facts.therapy.intrathecalStarts,
            facts.decisions.settling,
        ]
        for treatment in treatments {
            if let row = treatment.first(since: established.date) { return .notOwed(.answered(established, by: row)) }
        }
        return due(.untreatedLeptomeningeal, from: established)
    }

    var firstLumbarPuncture: Outcome {
        let suspicions = facts.leptomeningeal.suspicions
        guard let first = suspicions.first else { return .notOwed(.absent(.leptomeningealSuspicion)) }
        guard let open = suspicions.first(where: { !facts.leptomeningeal.csf.includesAny(since: $0.date) }) else {
            return facts.leptomeningeal.csf.latest(since: first.date).map { .notOwed(.answered(first, by: $0)) }
                ?? .notOwed(.absent(.leptomeningealSuspicion))
        }
        return due(.firstLumbarPuncture, from: open, bound: afterResection(.firstLumbarPuncture))
    }

    var repeatLumbarPuncture: Outcome {
        let suspicions = facts.leptomeningeal.suspicions
        guard let latest = suspicions.last else { return .notOwed(.absent(.leptomeningealSuspicion)) }
        let samples = facts.leptomeningeal.csf
        guard suspicions.allSatisfy({ samples.includesAny(since: $0.date) })
        else { return .notOwed(.replaced(by: .firstLumbarPuncture)) }
        guard samples.count(since: latest.date) == 1, let sample = samples.latest(since: latest.date),
            !facts.leptomeningeal.isPositive(sample)
        else { return .notOwed(.absent(.singleSample)) }
        return due(
            .repeatLumbarPuncture, from: sample, following: latest, bound: afterResection(.repeatLumbarPuncture))
    }

    /// A lumbar puncture waits until some time after the last brain resection.
    private func afterResection(_ rule: RuleID) -> Proposal.Bound? {
        facts.therapy.latestResection.map { .notBefore($0.date.first + rules[rule].afterResection, $0) }
    }

    var intrathecalTherapy: Outcome {
        guard let course = facts.therapy.courses.last(where: { $0.agent.isIntrathecal && $0.isOngoing })
        else { return .notOwed(.absent(.intrathecalCourse)) }
        guard let sample = facts.leptomeningeal.csf.latest(since: course.start.date)
        else { return due(.intrathecalTherapy, from: course.start) }
        return repeated(.intrathecalTherapy, .csf, from: sample, since: course.start)
    }
}
