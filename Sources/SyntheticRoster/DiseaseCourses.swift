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

    /// Treatment of early disease; returns the day on which follow-up begins.
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

    /// Visits and mammograms of early disease up to a day.
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

    /// Yearly mammograms up to a day.
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

extension History {
    /// Early disease as a later clinic records it: the diagnosis and its treatment in brief.
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

    /// Screening of the brain from the first days of metastatic disease up to a day, with an occasional change of
    /// therapy.
    mutating func screening(from start: CivilDate, until end: CivilDate) {
        let kept = min(end, keptUntil)
        var due = after(start, 8...24)
        var hasProgressed = false
        while due <= kept {
            let day = after(due, -4...4)
            scan(day, .negative)
            due = day + .months(6)
            // A change of therapy gets its own scan, from which the next is counted.
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

    /// Metastatic disease, new or after early disease, screened up to a day; returns when it began.
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

extension History {
    private static let sites: [StaticString] = ["frontal", "parietal", "temporal", "occipital", "frontal", "parietal"]

    /// A scan of the brain with nothing new to describe.
    mutating func scan(_ day: CivilDate, _ result: BrainImagingResult, _ modality: BrainModality = .mri) {
        add(day, .brainImaging(modality, result, .unrecorded))
    }

    /// A scan that finds metastases.
    mutating func finding(
        _ day: CivilDate, _ result: BrainImagingResult = .newLesions, critical: LesionDescription.CriticalSite? = nil,
        _ modality: BrainModality = .mri
    ) {
        let count = random.chance(70) ? random.number(1...4) : random.number(5...14)
        let size = random.chance(12) ? random.number(31...44) : random.number(4...28)
        let critical = critical ?? (random.chance(12) ? .cerebellum : nil)
        let lesions = LesionDescription(count: count, sizeInMicrometres: size * 1_000, criticalSite: critical)
        let site: StaticString =
            switch critical {
            case .cerebellum: "cerebellum"
            case .brainstem: "brainstem"
            case nil: random.pick(History.sites)
            }
        add(day, .brainImaging(modality, result, lesions), site: site)
    }

    /// Radiotherapy of the findings, some weeks later; returns its day.
    mutating func irradiation(after day: CivilDate) -> CivilDate {
        let end = after(day, 12...26)
        let kind: RadiotherapyKind = random.chance(70) ? .srs : random.chance(60) ? .fsrt : .wbrt
        add(end, .radiotherapy(kind))
        return end
    }

    /// A CNS-active therapy beside or instead of local therapy.
    mutating func cnsActiveTherapy(from day: CivilDate) {
        if random.chance(50) {
            for agent in [agents.tucatinib, agents.trastuzumab, agents.capecitabine] { add(day, .drug(agent, .start)) }
        } else {
            add(day, .drug(agents.deruxtecan, .start))
        }
    }

    /// Serial scans after local therapy up to a day: first at two months, then every three, from two years every
    /// four.
    mutating func serialScans(after therapy: CivilDate, until end: CivilDate, _ modality: BrainModality = .mri) {
        let kept = min(end, keptUntil)
        var due = therapy + .months(2)
        var result = BrainImagingResult.response
        while due <= kept {
            let day = after(due, -8...8)
            if random.chance(3), day + .days(8) <= kept {
                add(day, .brainImaging(modality, .nonDiagnostic, .unrecorded), note: "motion artefact")
                scan(day + .days(8), result, modality)
                due = day + .days(8) + .months(3)
            } else {
                scan(day, result, modality)
                due = day + (day < therapy + .months(24) ? .months(3) : .months(4))
            }
            result = random.chance(70) ? .stable : .response
        }
        if end == asOf { bookNext(.brainMRI, due: due) }
    }

    /// Scans every six weeks until week 24, then every nine, under systemic therapy alone.
    mutating func serialScans(underTherapyFrom start: CivilDate) {
        var due = start + .weeks(6)
        while due <= keptUntil {
            let day = after(due, -3...3)
            scan(day, random.chance(60) ? .stable : .response)
            due = day + (day < start + .weeks(24) ? .weeks(6) : .weeks(9))
        }
        bookNext(.brainMRI, due: due)
    }

    /// Metastatic disease screened until brain metastases are found on a day.
    mutating func brainMetastases(
        _ day: CivilDate, critical: LesionDescription.CriticalSite? = nil, _ modality: BrainModality = .mri
    ) {
        metastaticScreened(for: 200...1_100, isNew: random.chance(45), until: day - .days(40))
        if random.chance(30), modality == .mri {
            let symptom: Symptom = random.pick([.headache, .ataxia, .visual, .speech, .cognitiveDecline])
            add(day - .days(random.number(1...9)), .symptom(symptom, .onset))
        }
        finding(day, critical: critical, modality)
        add(day + .days(2), .performance(.kps, thousandths: Int32(random.number(6...10)) * 10_000))
        add(day + .days(5), .decision(.mdt))
    }
}

extension History {
    /// Leptomeningeal disease found on a day, by imaging and cytology.
    mutating func leptomeningealDisease(_ day: CivilDate) {
        metastaticScreened(for: 300...1_200, isNew: random.chance(45), until: day - .days(40))
        add(day - .days(4), .leptomeningeal(.suspected))
        add(day, .csf(.positive))
        add(day, .leptomeningeal(.confirmed))
        scan(day - .days(2), random.chance(50) ? .newLesions : .equivocal)
        add(day - .days(2), .bodyImaging(.mriSpine, random.chance(40) ? .positive : .negative))
    }

    /// Intrathecal therapy with its scans of brain and spine and its samples.
    mutating func intrathecalTherapy(from start: CivilDate) {
        add(start, .drug(agents.intrathecal, .start))
        if random.chance(60) { cnsActiveTherapy(from: start + .days(3)) }
        var due = start + .weeks(6)
        while due <= keptUntil {
            let day = after(due, -3...3)
            scan(day, random.chance(60) ? .stable : .response)
            add(day, .bodyImaging(.mriSpine, .negative))
            due = day + (day < start + .weeks(24) ? .weeks(6) : .weeks(8))
        }
        bookNext(.brainMRI, due: due)
        due = start + .weeks(4)
        while due <= keptUntil {
            let day = after(due, -2...6)
            add(day, .csf(random.chance(50) ? .negative : .positive))
            due = day + (day < start + .weeks(24) ? .weeks(6) : .weeks(8))
        }
    }

    /// A suspicion of leptomeningeal disease in a patient under screening, at some stage of its work-up.
    mutating func suspectedLeptomeningealDisease() {
        let day = ago(2...18)
        metastaticScreened(for: 400...1_200, isNew: false)
        add(day, .leptomeningeal(.suspected))
        guard random.chance(50) else { return }
        add(day + .days(1), .bodyImaging(.mriSpine, .equivocal))
        add(day + .days(2), .csf(.negative))
    }
}
