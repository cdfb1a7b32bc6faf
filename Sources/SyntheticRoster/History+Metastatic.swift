import CivilCalendar
import ClinicalModel

extension History {
    /// Early disease as a later clinic knows it: the diagnosis and its treatment, told briefly.
    mutating func earlyBefore(_ metastatic: CivilDate) {
        let day = metastatic - .days(random.number(700...2_200))
        let date = remembered(day)
        add(date, .diagnosis(.early))
        add(date, .her2(.threePlus), site: "breast")
        add(remembered(day + .days(150)), .surgery(random.chance(50) ? .mastectomy : .lumpectomy), site: "breast")
        if random.chance(60) { add(remembered(day + .days(215)), .radiotherapy(.breast)) }
    }

    /// Metastases outside the brain, confirmed, with the first line of treatment.
    mutating func metastases(_ day: CivilDate, isNew: Bool, her2: [HER2Result]? = nil) {
        let sites: [MetastasisSite] = [.bone, .liver, .lung, .node]
        let first = random.pick(sites)
        if !isNew {
            let suspected = day - .days(random.number(12...26))
            add(suspected, .bodyImaging(.ctBody, .positive))
            add(suspected, .metastasis(.suspected, first, .unrecorded))
            add(day - .days(3), .biopsy(.positive, .named(first)))
        }
        diagnosis(day, .metastatic, her2: her2)
        add(day, .metastasis(.confirmed, first, .unrecorded))
        if random.chance(40) {
            let second = random.pick(sites)
            if second != first { add(day, .metastasis(.confirmed, second, .unrecorded)) }
        }
        add(day, .performance(.kps, thousandths: Int32(random.number(7...10)) * 10_000))
        if random.chance(30) { add(day, .performance(.lvef, thousandths: Int32(random.number(52...66)) * 1_000)) }
        let start = after(day, 14...28)
        for agent in [agents.trastuzumab, agents.pertuzumab] { add(start, .drug(agent, .start)) }
        if random.chance(40) { add(start + .months(6), .bodyImaging(.ctBody, .negative)) }
    }

    /// Screening of the brain from the first days of metastatic disease until a day, now and then with a change of therapy.
    mutating func screening(from start: CivilDate, until end: CivilDate) {
        let kept = min(end, keptUntil)
        var due = after(start, 8...24)
        var hasProgressed = false
        while due <= kept {
            let day = after(due, -4...4)
            scan(day, .negative)
            due = day + .months(6)
            // A change of therapy is answered by a scan of its own, from which the next is counted.
            guard !hasProgressed, random.chance(20), due + .days(60) < kept else { continue }
            hasProgressed = true
            let progression = due - .days(random.number(20...60))
            add(progression, .systemic(.progression))
            for agent in [agents.trastuzumab, agents.pertuzumab] { add(progression + .days(5), .drug(agent, .stop)) }
            add(progression + .days(14), .systemic(.newLine))
            add(progression + .days(14), .drug(agents.emtansine, .start))
            due = after(progression, 18...27)
        }
        if end == asOf { bookNext(.brainMRI, due: due) }
    }

    /// Metastatic disease, new or after early disease, screened until a day; gives when it began.
    mutating func metastaticScreened(for days: ClosedRange<Int>, isNew: Bool, until end: CivilDate? = nil) {
        let start = (end ?? asOf) - .days(random.number(days))
        if !isNew { earlyBefore(start) }
        metastases(start, isNew: isNew)
        screening(from: start, until: end ?? asOf)
        if isNew, random.chance(30) {
            let surgery = start + .days(200)
            add(surgery, .surgery(.mastectomy), site: "breast")
            mammograms(from: surgery, until: end ?? asOf)
        }
    }
}
