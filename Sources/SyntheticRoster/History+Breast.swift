import CivilCalendar
import ClinicalModel

extension History {
    /// A diagnosis with its biomarkers.
    mutating func diagnosis(_ day: CivilDate, _ extent: DiseaseExtent, her2: [HER2Result]? = nil) {
        let date = remembered(day)
        add(date, .diagnosis(extent))
        let results = her2 ?? (random.chance(25) ? [.twoPlus, .amplified] : [.threePlus])
        for result in results { add(date, .her2(result), site: extent == .early ? "breast" : "") }
        let er: ReceptorResult = random.chance(55) ? .positive : .negative
        add(date, .hormoneReceptor(.er, er))
        add(date, .hormoneReceptor(.pr, er == .positive && random.chance(75) ? .positive : .negative))
    }

    /// Treatment of early disease; gives the day on which follow-up begins.
    mutating func earlyTreatment(from day: CivilDate) -> CivilDate {
        let start = after(day, 14...35)
        add(start, .performance(.lvef, thousandths: Int32(random.number(55...68)) * 1_000))
        for agent in [agents.docetaxel, agents.trastuzumab] { add(start, .drug(agent, .start)) }
        add(start + .days(126), .drug(agents.docetaxel, .stop))
        let surgery = after(start, 140...175)
        let kind: SurgeryKind = random.chance(55) ? .lumpectomy : random.chance(90) ? .mastectomy : .bilateralMastectomy
        add(surgery, .surgery(kind), site: "breast")
        var end = surgery
        if kind == .lumpectomy || random.chance(50) {
            end = after(surgery, 45...75)
            add(end, .radiotherapy(.breast))
        }
        if random.chance(50) {
            add(start + .months(6), .performance(.lvef, thousandths: Int32(random.number(50...66)) * 1_000))
        }
        let stop = remembered(after(start, 360...380))
        add(stop, .drug(agents.trastuzumab, .stop))
        if random.chance(40) { add(after(end, 10...40), .drug(agents.letrozole, .start)) }
        return end
    }

    /// Visits and mammograms of early disease, until a day.
    mutating func earlyFollowUp(from start: CivilDate, until end: CivilDate) {
        let kept = min(end, keptUntil)
        var due = start + .months(4)
        while due <= kept {
            let day = after(due, -9...9)
            add(day, .visit)
            let interval: Interval =
                day < start + .months(24) ? .months(4) : day < start + .months(60) ? .months(6) : .months(12)
            due = day + interval
        }
        if end == asOf { bookNext(.visit, due: due) }
        mammograms(from: start, until: end)
    }

    /// Yearly mammograms, until a day.
    mutating func mammograms(from start: CivilDate, until end: CivilDate) {
        let kept = min(end, keptUntil)
        var due = start + .months(12)
        while due <= kept {
            let day = after(due, -15...20)
            add(day, .bodyImaging(.mammogram, random.chance(3) ? .equivocal : .negative))
            due = day + .months(12)
        }
        if end == asOf { bookNext(.mammogram, due: due) }
    }
}
