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
        case .earlyDisease: 63
        case .suspectedMetastasis: 4
        case .screeningDeNovo: 20
        case .screeningRecurrent: 24
        case .screeningSymptom: 2
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
        case .undecided: 2
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

    /// Whether nothing but routine follow-up is to come: such patients can get lost.
    fileprivate var isRoutine: Bool {
        switch self {
        case .earlyDisease, .screeningDeNovo, .screeningRecurrent, .afterLocalTherapy, .afterSecondTherapy,
            .afterResection, .computedTomography, .longTerm, .observation:
            true
        case .suspectedMetastasis, .screeningSymptom, .screeningBrainSuspicion, .resumed, .postOperative,
            .systemicTherapyAlone, .drugStopped, .equivocal, .undecided, .undecidedCritical, .leptomeningeal,
            .leptomeningealUntreated, .suspectedLeptomeningeal, .declined, .hospice, .transferred, .deceased,
            .her2Negative, .her2Unknown, .her2Equivocal, .noDiagnosis:
            false
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
        if scenario.isRoutine { loseFew() }
        switch scenario {
        case .earlyDisease: earlyDisease()
        case .suspectedMetastasis: suspectedMetastasis()
        case .screeningDeNovo: metastaticScreened(for: 60...1_200, isNew: true)
        case .screeningRecurrent: metastaticScreened(for: 60...1_100, isNew: false)
        case .screeningSymptom: screeningSymptom()
        case .screeningBrainSuspicion:
            metastaticScreened(for: 400...1_000, isNew: true)
            add(ago(2...12), .metastasis(.suspected, .brain, .unrecorded))
        case .afterLocalTherapy: afterLocalTherapy(found: 60...690)
        case .afterSecondTherapy: afterSecondTherapy()
        case .afterResection: afterResection(operated: 70...650)
        case .computedTomography: computedTomography()
        case .resumed: resumed()
        case .longTerm: afterLocalTherapy(found: 790...1_600)
        case .postOperative: afterResection(operated: 0...3)
        case .systemicTherapyAlone: systemicTherapyAlone()
        case .observation: observation()
        case .drugStopped: drugStopped()
        case .equivocal: equivocal()
        case .undecided: undecided()
        case .undecidedCritical: brainMetastases(ago(0...2), critical: random.pick([.cerebellum, .brainstem]))
        case .leptomeningeal:
            let day = ago(30...420)
            leptomeningealDisease(day)
            intrathecalTherapy(from: after(day, 7...14))
        case .leptomeningealUntreated: leptomeningealDisease(ago(2...9))
        case .suspectedLeptomeningeal: suspectedLeptomeningealDisease()
        case .declined: followedUntil(.declined)
        case .hospice: followedUntil(.hospice)
        case .transferred: followedUntil(.transferred)
        case .deceased: followedUntil(.deceased)
        case .her2Negative: her2Negative()
        case .her2Unknown:
            metastases(ago(random.chance(80) ? 5...40 : 60...240), isNew: true, her2: [])
        case .her2Equivocal: metastases(ago(5...35), isNew: true, her2: [.twoPlus])
        // Just registered; of some nothing is recorded yet.
        case .noDiagnosis: if random.chance(60) { add(ago(3...60), .her2(.threePlus)) }
        }
        recentHeartFunction()
        sort()
    }

    private mutating func earlyDisease() {
        earlyDisease(ago(90...2_000))
        if random.chance(4) {
            let node = ago(60...300)
            add(node, .metastasis(.suspected, .node, .unrecorded))
            add(node + .days(12), .biopsy(.negative, .named(.node)))
            add(node + .days(14), .metastasis(.excluded, .node, .unrecorded))
        }
    }

    private mutating func suspectedMetastasis() {
        earlyDisease(ago(600...1_800))
        let suspected = ago(5...50)
        let site: MetastasisSite = random.pick([.liver, .lung, .bone, .node])
        add(suspected, .bodyImaging(.ctBody, .equivocal))
        add(suspected, .metastasis(.suspected, site, .unrecorded))
        if random.chance(80) { add(after(suspected, 8...24), .biopsy(.negative, .named(site))) }
        if random.chance(80) { scan(after(suspected, 8...28), .negative) }
    }

    private mutating func screeningSymptom() {
        metastaticScreened(for: 300...1_300, isNew: random.chance(50))
        let old = ago(60...250)
        add(old, .symptom(.headache, .onset))
        if random.chance(50) {
            add(old + .days(5), .symptom(.headache, .resolved))
        } else {
            add(old + .days(5), .brainImaging(.mri, .negative, .unrecorded))
            if random.chance(80) { add(old + .days(9), .visit) }
        }
        let isEmergency = random.chance(20)
        let symptom = random.pick(isEmergency ? History.emergencies : History.symptoms)
        add(ago(isEmergency ? 0...1 : random.chance(80) ? 0...9 : 10...24), .symptom(symptom, .onset))
        if random.chance(50) { book(.brainMRI, on: workingDay(asOf + .days(random.number(2...5)))) }
    }

    /// Negative in every receptor and screened, or with hormone receptors and outside this surveillance.
    private mutating func her2Negative() {
        let er: ReceptorResult = random.chance(50) ? .negative : .positive
        let day = ago(100...1_100)
        metastases(day, isNew: true, her2: [random.chance(50) ? .onePlus : .zero], er: er)
        if er == .negative { screening(from: day, until: asOf, every: .months(4)) }
    }

    private mutating func afterLocalTherapy(found: ClosedRange<Int>) {
        let day = ago(found)
        brainMetastases(day)
        let therapy = irradiation(after: day)
        if random.chance(60) { cnsActiveTherapy(from: therapy + .days(10)) }
        serialScans(after: therapy, until: asOf)
        if keptUntil == asOf, random.chance(3) { add(ago(0...8), .symptom(random.pick(History.symptoms), .onset)) }
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
        finding(day, isSmall: true, .ct)
        serialScans(after: irradiation(after: day), until: asOf, .ct)
    }

    private mutating func resumed() {
        let day = ago(400...650)
        brainMetastases(day)
        let therapy = irradiation(after: day)
        add(therapy + .days(70), .status(.declined))
        add(therapy + .days(200), .status(.resumed))
        serialScans(after: therapy, due: therapy + .days(210), until: asOf)
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
        series(.brainMRI, due: day + .months(2), until: asOf, .scanAfterLocalTherapy) { history, scanned in
            history.scan(scanned, .stable)
            return scanned + .months(2)
        }
    }

    private mutating func drugStopped() {
        let day = ago(200...400)
        brainMetastases(day)
        treat(with: [agents.deruxtecan], from: day + .days(12))
        let stop = ago(10...34)
        serialScans(underTherapyFrom: day + .days(12), until: stop)
        add(stop, .drug(agents.deruxtecan, .stop), note: "pneumonitis, grade 2")
    }

    private mutating func equivocal() {
        let day = ago(300...600)
        brainMetastases(day)
        let doubtful = ago(5...50)
        serialScans(after: irradiation(after: day), until: doubtful - .days(40))
        scan(doubtful, .equivocal)
    }

    private mutating func undecided() {
        brainMetastases(ago(random.chance(75) ? 2...20 : 21...40), isSmall: true)
        if random.chance(40) { add(ago(0...2), .decision(.trialEvaluated)) }
    }

    private mutating func followedUntil(_ status: PatientStatus) {
        let end = ago(20...700)
        if random.chance(50) {
            metastaticScreened(for: 300...1_000, isNew: random.chance(50), until: end - .days(10))
        } else {
            let found = end - .days(random.number(120...500))
            brainMetastases(found)
            serialScans(after: irradiation(after: found), until: end - .days(10))
        }
        add(end, .status(status))
        ended = end
        // Whoever declines is asked again, mostly in time.
        var asked = end
        while status == .declined, asked < asOf {
            asked = workingDay(after(asked, random.chance(85) ? 160...200 : 215...300))
            add(asked, .status(.declined), note: "asked again")
        }
        // A few were seen again lately all the same, which somebody has to look into.
        let seen = ago(1...40)
        if random.chance(8), seen > end { add(seen, status == .declined ? .csf(.negative) : .visit) }
    }
}
