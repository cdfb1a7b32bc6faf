import CivilCalendar
import ClinicalModel

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

    /// Radiotherapy of what was found, some weeks later; gives its day.
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

    /// Serial scans after local therapy until a day: first at two months, then every three, from two years every four.
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
