import CivilCalendar
import ClinicalModel

/// Random histories for property tests: any event at any time, dates crowded so that boundaries meet, one in seven partial.
struct WildHistory {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func number(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[number(below: elements.count)] }

    mutating func date(before last: CivilDate, within days: Int) -> PartialDate {
        let day = last - .days(number(below: days))
        let (year, month, _) = day.components
        switch number(below: 14) {
        case 0: return PartialDate(year: year) ?? PartialDate(day)
        case 1: return PartialDate(year: year, month: month) ?? PartialDate(day)
        default: return PartialDate(day)
        }
    }

    mutating func content() -> EventContent {
        let lesions = LesionDescription(
            count: one(of: [nil, 1, 4, 5]), sizeInMicrometres: one(of: [nil, 8_000, 30_000, 30_001]),
            criticalSite: one(of: [nil, nil, .cerebellum, .brainstem]))
        let agent = Agent(
            one(of: [
                "tucatinib", "trastuzumab-deruxtecan", "trastuzumab", "capecitabine", "intrathecal-trastuzumab",
            ]))
        switch number(below: 22) {
        case 0: return .diagnosis(one(of: DiseaseExtent.allCases))
        case 1: return .her2(one(of: HER2Result.allCases))
        case 2: return .hormoneReceptor(one(of: HormoneReceptor.allCases), one(of: ReceptorResult.allCases))
        case 3: return .metastasis(one(of: SuspicionResult.allCases), one(of: MetastasisSite.allCases), lesions)
        case 4, 5, 6:
            return .brainImaging(one(of: [.mri, .mri, .ct]), one(of: BrainImagingResult.allCases), lesions)
        case 7: return .bodyImaging(one(of: BodyModality.allCases), one(of: BodyImagingResult.allCases))
        case 8: return .leptomeningeal(one(of: LeptomeningealResult.allCases))
        case 9: return .csf(one(of: CytologyResult.allCases))
        case 10: return .surgery(one(of: SurgeryKind.allCases))
        case 11: return .radiotherapy(one(of: RadiotherapyKind.allCases))
        case 12, 13: return .drug(agent, one(of: IntervalChange.allCases))
        case 14: return .systemic(one(of: SystemicChange.allCases))
        case 15: return .symptom(one(of: Symptom.allCases), one(of: SymptomChange.allCases))
        case 16: return .visit
        case 17: return .biopsy(one(of: BiopsyResult.allCases), one(of: [.unnamed, .named(.liver), .elsewhere]))
        case 18: return .decision(one(of: DecisionKind.allCases))
        case 19: return .contraindication(one(of: Contraindication.allCases), one(of: IntervalChange.allCases))
        case 20:
            return .interval(one(of: Item.withRepeatInterval), one(of: [nil, .weeks(6), .months(5), .days(10)]))
        default:
            return number(below: 3) > 0
                ? .appointment(one(of: Item.allCases), one(of: AppointmentResult.allCases))
                : .status(one(of: [.hospice, .declined, .transferred, .resumed, .resumed, .deceased]))
        }
    }

    /// A record whose rows are dated up to `ahead` days after `asOf`.
    mutating func record(asOf: CivilDate, ahead: Int = 40) -> PatientRecord {
        let count = one(of: [1, 3, 6, 12, 30])
        let span = one(of: [60, 400, 1_500])
        var events: [Event] = []
        if number(below: 4) > 0 {
            events.append(Event(date: date(before: asOf, within: span), content: .her2(.threePlus), row: 2))
            events.append(Event(date: date(before: asOf, within: span), content: .diagnosis(.early), row: 3))
        }
        for row in 0..<count {
            let date = date(before: asOf + .days(ahead), within: span + ahead)
            events.append(Event(date: date, content: content(), row: Int32(row + 4)))
        }
        let birth = number(below: 5) == 0 ? nil : PartialDate(year: 1940 + number(below: 60))
        return PatientRecord(
            patient: Patient(mrn: "W", birthDate: birth), events: events[...],
            rejectedRows: number(below: 30) == 0 ? 1 : 0)
    }
}
