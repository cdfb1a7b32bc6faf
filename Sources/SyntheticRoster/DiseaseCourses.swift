import CivilCalendar
import ClinicalModel

extension History {
    /// A diagnosis with its biomarkers; `er` is drawn where it is not given.
    mutating func diagnosis(
        _ day: CivilDate, _ extent: DiseaseExtent, her2: [HER2Result]? = nil, er known: ReceptorResult? = nil
    ) {
        let date = remembered(day)
        add(date, .diagnosis(extent))
        let results = her2 ?? (random.chance(25) ? [.twoPlus, .amplified] : [.threePlus])
        for result in results { add(date, .her2(result), site: extent == .early ? "breast" : "") }
        let er = known ?? (random.chance(55) ? .positive : .negative)
        add(date, .hormoneReceptor(.er, er))
        add(date, .hormoneReceptor(.pr, er == .positive && random.chance(75) ? .positive : .negative))
    }

    /// Early disease with its treatment and follow-up up to today.
    mutating func earlyDisease(_ day: CivilDate) {
        diagnosis(day, .early)
        let start = after(day, 14...35)
        heartFunction(start)
        for agent in [agents.docetaxel, agents.trastuzumab] { add(start, .drug(agent, .start)) }
        add(start + .days(60), .visit)
        add(start + .days(126), .drug(agents.docetaxel, .stop))
        let surgery = workingDay(after(start, 140...175))
        let kind: SurgeryKind =
            isMale || !random.chance(55) ? random.chance(90) ? .mastectomy : .bilateralMastectomy : .lumpectomy
        add(surgery, .surgery(kind), site: "breast")
        var end = surgery
        if kind == .lumpectomy || random.chance(50) {
            end = workingDay(after(surgery, 45...75))
            add(end, .radiotherapy(.breast))
        }
        let stop = after(start, 360...380)
        heartFunction(from: start, until: min(stop, asOf))
        add(remembered(stop), .drug(agents.trastuzumab, .stop))
        if random.chance(40) { add(after(end, 10...40), .drug(agents.letrozole, .start)) }
        visits(from: end)
        if kind != .bilateralMastectomy, !isMale { mammograms(from: surgery, until: asOf) }
    }

    /// Visits of early disease up to today.
    private mutating func visits(from start: CivilDate) {
        series(.visit, due: start + .months(4), until: asOf, .visit) { history, day in
            history.add(day, .visit)
            let interval: Interval =
                day < start + .months(24) ? .months(4) : day < start + .months(60) ? .months(6) : .months(12)
            return day + interval
        }
    }

    /// Yearly mammograms up to a day.
    mutating func mammograms(from surgery: CivilDate, until end: CivilDate) {
        series(.mammogram, due: surgery + .months(12), until: end, .mammogram) { history, day in
            history.add(day, .bodyImaging(.mammogram, history.random.chance(3) ? .equivocal : .negative))
            return day + .months(12)
        }
    }

    /// An echocardiogram.
    private mutating func heartFunction(_ day: CivilDate) {
        add(day, .performance(.lvef, thousandths: Int32(random.number(52...67)) * 1_000))
    }

    /// Echocardiograms every three months under treatment up to a day.
    private mutating func heartFunction(from start: CivilDate, until end: CivilDate) {
        series(.cardiacFunction, due: start + .months(3), until: end, .echocardiogram) { history, day in
            history.heartFunction(day)
            return day + .months(3)
        }
    }

    /// Echocardiograms in metastatic disease: beside the first, the record holds those of the last months.
    mutating func recentHeartFunction() {
        guard let treatedSince else { return }
        let start = workingDay(ago(200...300))
        let end = ended ?? asOf
        if treatedSince < start, start <= end { heartFunction(start) }
        heartFunction(from: max(treatedSince, start), until: end)
    }
}

extension History {
    /// Early disease as a later clinic records it: the diagnosis and its treatment in brief.
    mutating func earlyBefore(_ metastatic: CivilDate) {
        let day = metastatic - .days(random.number(700...2_200))
        let date = remembered(day)
        add(date, .diagnosis(.early))
        add(date, .her2(.threePlus), site: "breast")
        let surgery: SurgeryKind = isMale || random.chance(50) ? .mastectomy : .lumpectomy
        add(remembered(day + .days(150)), .surgery(surgery), site: "breast")
        if random.chance(60) { add(remembered(day + .days(215)), .radiotherapy(.breast)) }
    }

    /// Metastases outside the brain, confirmed, with the first line of treatment.
    mutating func metastases(
        _ day: CivilDate, isNew: Bool, her2: [HER2Result]? = nil, er: ReceptorResult? = nil
    ) {
        let sites: [MetastasisSite] = [.bone, .liver, .lung, .node]
        let first = random.pick(sites)
        if !isNew {
            let suspected = day - .days(random.number(12...26))
            add(suspected, .bodyImaging(.ctBody, .positive))
            add(suspected, .metastasis(.suspected, first, .unrecorded))
            add(day - .days(3), .biopsy(.positive, .named(first)))
        }
        diagnosis(day, .metastatic, her2: her2, er: er)
        add(day, .metastasis(.confirmed, first, .unrecorded))
        if random.chance(40) {
            let second = random.pick(sites)
            if second != first { add(day, .metastasis(.confirmed, second, .unrecorded)) }
        }
        add(day, .performance(.kps, thousandths: Int32(random.number(7...10)) * 10_000))
        let start = after(day, 14...28)
        if her2 == nil {
            heartFunction(start)
            treat(with: [agents.trastuzumab, agents.pertuzumab], from: start)
        } else {
            // No HER2 agent unless the tumour is known to be positive.
            add(start, .drug(er == .negative ? agents.capecitabine : agents.letrozole, .start))
        }
        if random.chance(40) { add(start + .months(6), .bodyImaging(.ctBody, .negative)) }
    }

    /// Screening of the brain from the first days of metastatic disease up to a day, with an occasional change of
    /// therapy.
    mutating func screening(from start: CivilDate, until end: CivilDate, every interval: Interval = .months(6)) {
        let last = min(end, keptUntil)
        var hasProgressed = treatedSince == nil
        series(.brainMRI, due: after(start, 8...20), until: end, .screening) { history, day in
            history.scan(day, .negative)
            let due = day + interval
            // A change of therapy gets its own scan, from which the next is counted.
            guard !hasProgressed, history.random.chance(20), due + .days(60) < last else { return due }
            hasProgressed = true
            let progression = due - .days(history.random.number(20...60))
            history.add(progression, .systemic(.progression))
            history.add(progression + .days(14), .systemic(.newLine))
            history.treat(with: [history.agents.emtansine], from: progression + .days(14))
            return history.after(progression, 18...27)
        }
    }

    /// Metastatic disease, new or after early disease, screened up to a day; returns when it began.
    mutating func metastaticScreened(for days: ClosedRange<Int>, isNew: Bool, until end: CivilDate? = nil) {
        let start = (end ?? asOf) - .days(random.number(days))
        if !isNew { earlyBefore(start) }
        metastases(start, isNew: isNew)
        screening(from: start, until: end ?? asOf)
        if isNew, random.chance(30) {
            let surgery = workingDay(start + .days(200))
            add(surgery, .surgery(.mastectomy), site: "breast")
            if !isMale { mammograms(from: surgery, until: min(end ?? asOf, surgery + .months(30))) }
        }
    }
}

extension History {
    private static let sites: [StaticString] = ["frontal", "parietal", "temporal", "occipital", "frontal", "parietal"]
    /// The symptoms that lead to a scan within days.
    static let symptoms: [Symptom] = [
        .headache, .headache, .nauseaVomiting, .ataxia, .sensory, .cognitiveDecline, .dizziness, .falls, .diplopia,
    ]
    /// The symptoms that lead to a scan on the same day.
    static let emergencies: [Symptom] = [.seizure, .focalWeakness, .speech, .confusion, .raisedICP]

    /// A scan of the brain with nothing new to describe, and in the last months the visit on which it was discussed.
    mutating func scan(_ day: CivilDate, _ result: BrainImagingResult, _ modality: BrainModality = .mri) {
        add(day, .brainImaging(modality, result, .unrecorded))
        if day > asOf - .months(7) { add(workingDay(after(day, 2...6)), .visit) }
    }

    /// A scan that finds metastases; one that is neither large nor at a critical site if `isSmall`.
    mutating func finding(
        _ day: CivilDate, _ result: BrainImagingResult = .newLesions, critical: LesionDescription.CriticalSite? = nil,
        isSmall: Bool = false, _ modality: BrainModality = .mri
    ) {
        let count = random.chance(70) ? random.number(1...4) : random.number(5...14)
        let size = !isSmall && random.chance(12) ? random.number(31...44) : random.number(4...28)
        let critical = critical ?? (!isSmall && random.chance(12) ? .cerebellum : nil)
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
        let end = workingDay(after(day, 12...26))
        let kind: RadiotherapyKind = random.chance(70) ? .srs : random.chance(60) ? .fsrt : .wbrt
        add(end, .radiotherapy(kind))
        return end
    }

    /// A CNS-active therapy beside or instead of local therapy.
    mutating func cnsActiveTherapy(from day: CivilDate) {
        treat(
            with: random.chance(50)
                ? [agents.tucatinib, agents.trastuzumab, agents.capecitabine] : [agents.deruxtecan], from: day)
    }

    /// Serial scans after local therapy up to a day: first at two months unless another day is given, then every three,
    /// from two years every four.
    mutating func serialScans(
        after therapy: CivilDate, due first: CivilDate? = nil, until end: CivilDate, _ modality: BrainModality = .mri
    ) {
        var result = BrainImagingResult.response
        series(.brainMRI, due: first ?? therapy + .months(2), until: end, .scanAfterLocalTherapy) { history, day in
            var day = day
            if history.random.chance(3) {
                history.add(day, .brainImaging(modality, .nonDiagnostic, .unrecorded), note: "motion artefact")
                day = history.workingDay(history.after(day, 6...12))
            }
            history.scan(day, result, modality)
            result = history.random.chance(70) ? .stable : .response
            return day + (day < therapy + .months(24) ? .months(3) : .months(4))
        }
    }

    /// Scans every six weeks until week 24, then every nine until two years have passed, under systemic therapy alone.
    mutating func serialScans(underTherapyFrom start: CivilDate, until end: CivilDate? = nil) {
        series(.brainMRI, due: start + .weeks(6), until: end ?? asOf, .scanUnderTherapy) { history, day in
            history.scan(day, history.random.chance(60) ? .stable : .response)
            return day + (day < start + .weeks(24) ? .weeks(6) : day < start + .months(24) ? .weeks(9) : .months(3))
        }
    }

    /// Metastatic disease screened until brain metastases are found on a day. A finding without `isSmall` may be large, at
    /// a critical site, or found because of a symptom.
    mutating func brainMetastases(
        _ day: CivilDate, critical: LesionDescription.CriticalSite? = nil, isSmall: Bool = false,
        _ modality: BrainModality = .mri
    ) {
        metastaticScreened(for: 150...800, isNew: random.chance(45), until: day - .days(40))
        if random.chance(30), !isSmall, modality == .mri {
            let symptom: Symptom = random.pick(History.symptoms)
            add(day - .days(random.number(1...9)), .symptom(symptom, .onset))
            if random.chance(80) { add(day + .days(random.number(20...60)), .symptom(symptom, .resolved)) }
        }
        finding(day, critical: critical, isSmall: isSmall, modality)
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
        if random.chance(60) { cnsActiveTherapy(from: start + .days(3)) } else { add(start, .decision(.systemic)) }
        series(.brainMRI, due: start + .weeks(6), until: asOf, .leptomeningeal) { history, day in
            history.scan(day, history.random.chance(60) ? .stable : .response)
            history.add(day, .bodyImaging(.mriSpine, .negative))
            return day + (day < start + .weeks(24) ? .weeks(6) : .weeks(8))
        }
        series(.csf, due: start + .weeks(4), until: asOf, .leptomeningeal) { history, day in
            history.add(day, .csf(history.random.chance(50) ? .negative : .positive))
            return day + (day < start + .weeks(24) ? .weeks(6) : .weeks(8))
        }
    }

    /// A suspicion of leptomeningeal disease in a patient under screening, at some stage of its work-up.
    mutating func suspectedLeptomeningealDisease() {
        let day = ago(2...16)
        metastaticScreened(for: 400...1_200, isNew: false)
        add(day, .leptomeningeal(.suspected))
        guard random.chance(50) else { return }
        add(day + .days(1), .bodyImaging(.mriSpine, .equivocal))
        add(day + .days(2), .csf(.negative))
    }
}
