import CivilCalendar
import ClinicalModel

/// The kinds of story, each of which leads to one of the phases of protocol.md section 4.
enum Scenario: CaseIterable {
    case earlyDisease, suspectedMetastasis, screeningDeNovo, screeningRecurrent, screeningSymptom,
        screeningBrainSuspicion
    case afterLocalTherapy, afterSecondTherapy, afterResection, computedTomography, resumed, longTerm, postOperative
    case systemicTherapyAlone, observation, drugStopped, equivocal, undecided, undecidedCritical
    case leptomeningeal, leptomeningealUntreated, suspectedLeptomeningeal
    case declined, hospice, transferred, deceased, her2Negative, her2Unknown, her2Equivocal, noDiagnosis

    /// The number of patients in two hundred with this story.
    var weight: Int {
        switch self {
        case .earlyDisease: 60
        case .suspectedMetastasis: 4
        case .screeningDeNovo: 20
        case .screeningRecurrent: 24
        case .screeningSymptom: 4
        case .screeningBrainSuspicion: 1
        case .afterLocalTherapy: 17
        case .afterSecondTherapy: 6
        case .afterResection: 4
        case .computedTomography: 2
        case .resumed: 1
        case .longTerm: 10
        case .postOperative: 1
        case .systemicTherapyAlone: 8
        case .observation: 3
        case .drugStopped: 1
        case .equivocal: 3
        case .undecided: 3
        case .undecidedCritical: 1
        case .leptomeningeal: 4
        case .leptomeningealUntreated: 1
        case .suspectedLeptomeningeal: 2
        case .declined: 3
        case .hospice: 2
        case .transferred: 2
        case .deceased: 7
        case .her2Negative: 2
        case .her2Unknown: 2
        case .her2Equivocal: 1
        case .noDiagnosis: 1
        }
    }

    /// Two hundred stories in the proportions of their weights.
    static let deck: [Scenario] = allCases.flatMap { [Scenario](repeating: $0, count: $0.weight) }

    /// The story of a patient: any two hundred consecutive patients share out the whole deck.
    static func of(patient number: Int, seed: UInt64) -> Scenario {
        // 77 and 200 have no common factor, so that the steps visit every card.
        let start = Int(truncatingIfNeeded: seed % UInt64(deck.count))
        return deck[(start + number % deck.count * 77) % deck.count]
    }
}

extension History {
    /// Adds all events of a story.
    mutating func tell(_ scenario: Scenario) {
        switch scenario {
        case .earlyDisease: earlyDisease()
        case .suspectedMetastasis: suspectedMetastasis()
        case .screeningDeNovo: metastaticScreened(for: 60...1_500, isNew: true)
        case .screeningRecurrent: metastaticScreened(for: 60...1_300, isNew: false)
        case .screeningSymptom: screeningSymptom()
        case .screeningBrainSuspicion:
            metastaticScreened(for: 400...1_000, isNew: true)
            add(ago(2...12), .metastasis(.suspected, .brain, .unrecorded))
        case .afterLocalTherapy: afterLocalTherapy(found: 60...690)
        case .afterSecondTherapy: afterSecondTherapy()
        case .afterResection: afterResection(operated: 70...650)
        case .computedTomography: computedTomography()
        case .resumed: resumed()
        case .longTerm: afterLocalTherapy(found: 790...2_000)
        case .postOperative: afterResection(operated: 1...9)
        case .systemicTherapyAlone: systemicTherapyAlone()
        case .observation: observation()
        case .drugStopped: drugStopped()
        case .equivocal: equivocal()
        case .undecided: undecided()
        case .undecidedCritical: brainMetastases(ago(0...4), critical: random.pick([.cerebellum, .brainstem]))
        case .leptomeningeal:
            let day = ago(30...420)
            leptomeningealDisease(day)
            intrathecalTherapy(from: after(day, 7...14))
        case .leptomeningealUntreated: leptomeningealDisease(ago(2...20))
        case .suspectedLeptomeningeal: suspectedLeptomeningealDisease()
        case .declined: ended(.declined)
        case .hospice: ended(.hospice)
        case .transferred: ended(.transferred)
        case .deceased: ended(.deceased)
        case .her2Negative: metastases(ago(100...1_500), isNew: true, her2: [random.chance(50) ? .onePlus : .zero])
        case .her2Unknown: metastases(ago(30...500), isNew: true, her2: [])
        case .her2Equivocal: metastases(ago(10...60), isNew: true, her2: [.twoPlus])
        case .noDiagnosis: add(ago(10...200), .her2(.threePlus))
        }
        sort()
    }

    private mutating func earlyDisease() {
        let day = ago(90...2_000)
        diagnosis(day, .early)
        earlyFollowUp(from: earlyTreatment(from: day), until: asOf)
        if random.chance(4) {
            let node = ago(60...300)
            add(node, .metastasis(.suspected, .node, .unrecorded))
            add(node + .days(12), .biopsy(.negative, .named(.node)))
            add(node + .days(14), .metastasis(.excluded, .node, .unrecorded))
        }
    }

    private mutating func suspectedMetastasis() {
        let day = ago(600...1_800)
        diagnosis(day, .early)
        earlyFollowUp(from: earlyTreatment(from: day), until: asOf)
        let suspected = ago(5...70)
        let site: MetastasisSite = random.pick([.liver, .lung, .bone, .node])
        add(suspected, .bodyImaging(.ctBody, .equivocal))
        add(suspected, .metastasis(.suspected, site, .unrecorded))
        if random.chance(40) { add(suspected + .days(15), .biopsy(.negative, .named(site))) }
        if random.chance(40) { scan(suspected + .days(14), .negative) }
    }

    private mutating func screeningSymptom() {
        metastaticScreened(for: 300...1_300, isNew: random.chance(50))
        let old = ago(60...250)
        add(old, .symptom(.headache, .onset))
        add(
            old + .days(5),
            random.chance(50) ? .symptom(.headache, .resolved) : .brainImaging(.mri, .negative, .unrecorded))
        let isEmergency = random.chance(30)
        let symptom: Symptom =
            isEmergency
            ? random.pick([.seizure, .focalWeakness, .cord, .raisedICP])
            : random.pick([.headache, .nauseaVomiting, .visual, .sensory, .speech, .ataxia])
        add(ago(isEmergency ? 0...1 : 0...12), .symptom(symptom, .onset))
    }

    private mutating func afterLocalTherapy(found: ClosedRange<Int>) {
        let day = ago(found)
        brainMetastases(day)
        let therapy = irradiation(after: day)
        if random.chance(60) { cnsActiveTherapy(from: therapy + .days(10)) }
        serialScans(after: therapy, until: asOf)
        if random.chance(4) { add(ago(10...50), .interval(.brainMRI, random.chance(70) ? .weeks(8) : nil)) }
        if random.chance(4) { add(ago(100...400), .contraindication(.gadolinium, .start), note: "renal function") }
    }

    private mutating func afterSecondTherapy() {
        let second = ago(60...600)
        let first = second - .days(random.number(200...700))
        brainMetastases(first)
        let therapy = irradiation(after: first)
        serialScans(after: therapy, until: second - .days(60))
        finding(second, .progression)
        add(second + .days(6), .decision(.mdt))
        serialScans(after: irradiation(after: second), until: asOf)
    }

    private mutating func afterResection(operated: ClosedRange<Int>) {
        let day = ago(operated)
        brainMetastases(day - .days(random.number(4...14)))
        add(day, .surgery(.brainResection), site: "frontal")
        guard day < asOf - .days(40) else { return }
        scan(day + .days(1), .stable)
        let cavity = after(day, 21...30)
        add(cavity, .radiotherapy(.srs), note: "cavity")
        serialScans(after: cavity, until: asOf)
    }

    private mutating func computedTomography() {
        let day = ago(120...650)
        let start = day - .days(300)
        add(start - .months(18), .contraindication(.mri, .start), note: "pacemaker, not MR conditional")
        metastases(start, isNew: true)
        scan(start + .days(14), .negative, .ct)
        scan(start + .days(190), .negative, .ct)
        finding(day, critical: nil, .ct)
        serialScans(after: irradiation(after: day), until: asOf, .ct)
    }

    private mutating func resumed() {
        let day = ago(400...650)
        brainMetastases(day)
        let therapy = irradiation(after: day)
        add(therapy + .days(70), .status(.declined))
        add(therapy + .days(200), .status(.resumed))
        serialScans(after: therapy, until: asOf)
    }

    private mutating func systemicTherapyAlone() {
        let day = ago(30...800)
        brainMetastases(day)
        let start = after(day, 7...20)
        if random.chance(50) { add(start - .days(2), .decision(.systemic)) }
        cnsActiveTherapy(from: start)
        serialScans(underTherapyFrom: start)
    }

    private mutating func observation() {
        let day = ago(40...300)
        brainMetastases(day)
        add(day + .days(9), .decision(.observe), note: "small, watch and scan")
        var due = day + .months(2)
        while due <= keptUntil {
            let scanned = after(due, -6...6)
            scan(scanned, .stable)
            due = scanned + .months(2)
        }
        bookNext(.brainMRI, due: due)
    }

    private mutating func drugStopped() {
        let day = ago(200...400)
        brainMetastases(day)
        add(day + .days(12), .drug(agents.deruxtecan, .start))
        let stop = ago(10...40)
        scan(stop - .days(12), .stable)
        add(stop, .drug(agents.deruxtecan, .stop), note: "pneumonitis, grade 2")
    }

    private mutating func equivocal() {
        let day = ago(300...600)
        brainMetastases(day)
        let doubtful = ago(7...60)
        serialScans(after: irradiation(after: day), until: doubtful - .days(40))
        scan(doubtful, .equivocal)
    }

    private mutating func undecided() {
        brainMetastases(ago(3...45))
        if random.chance(40) { add(ago(0...2), .decision(.trialEvaluated)) }
    }

    private mutating func ended(_ status: PatientStatus) {
        let end = ago(20...700)
        if random.chance(50) {
            metastaticScreened(for: 300...1_400, isNew: random.chance(50), until: end - .days(10))
        } else {
            let found = end - .days(random.number(120...500))
            brainMetastases(found)
            serialScans(after: irradiation(after: found), until: end - .days(10))
        }
        add(end, .status(status))
    }
}
