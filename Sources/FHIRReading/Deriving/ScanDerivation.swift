import CivilCalendar
import ClinicalModel

extension PatientDerivation {
    private struct Scan {
        let kind: ImagingKind
        let date: PartialDate
        var facts: [Int]
    }

    /// Derives the scans. The study, procedure and report of one scan count as one. A scan without a recorded result
    /// makes no event: both "nothing found" and "not readable" would be guesses.
    mutating func deriveScans() {
        var scans: [Scan] = []
        for (index, fact) in facts.enumerated() {
            guard case .scan(let kind, _, _) = fact.content else { continue }
            if let known = scans.firstIndex(where: { $0.kind == kind && $0.date == fact.date }) {
                scans[known].facts.append(index)
            } else {
                scans.append(Scan(kind: kind, date: fact.date, facts: [index]))
            }
        }
        var uncertainContrast: Int?
        for scan in scans {
            switch scan.kind {
            case .mriBrain, .ctBrain: deriveBrain(scan, &uncertainContrast)
            case .mriSpine: deriveBody(scan, .mriSpine)
            case .mammogram: deriveBody(scan, .mammogram)
            case .ctBody, .pet: break
            }
        }
        if let uncertainContrast { ask(.contrastUnknown, "", uncertainContrast) }
    }

    private func result(of fact: Int) -> ScanResult {
        if case .scan(_, let result, _) = facts[fact].content { result } else { .untold }
    }

    private func contrast(of scan: Scan) -> Contrast {
        let told = scan.facts.map { fact -> Contrast in
            if case .scan(_, _, let contrast) = facts[fact].content { contrast } else { .unstated }
        }
        return told.contains(.given) ? .given : told.contains(.without) ? .without : .unstated
    }

    /// Returns the fact with the result; of several, the most alarming.
    private mutating func telling(_ scan: Scan) -> Int? {
        let told = scan.facts.filter { result(of: $0) != .untold }
        guard let most = told.max(by: { result(of: $0).alarm < result(of: $1).alarm }) else { return nil }
        if Set(told.map { result(of: $0) }).count > 1 { ask(.conflictingConclusions, "", most) }
        return most
    }

    private mutating func deriveBrain(_ scan: Scan, _ uncertainContrast: inout Int?) {
        guard let fact = telling(scan) else {
            return ask(.brainScanWithoutConclusion, scan.kind.rawValue, scan.facts[0], records: scan.facts.count)
        }
        let modality: BrainModality = scan.kind == .mriBrain ? .mri : .ct
        let contrast = contrast(of: scan)
        let isPlain = scan.kind == .mriBrain && contrast == .without
        if scan.kind == .mriBrain, contrast == .unstated { uncertainContrast = fact }
        let result: BrainImagingResult
        switch self.result(of: fact) {
        case .untold: return
        case .meningeal:
            guard !knowsMeningeal(before: scan.date) else { return ask(.lesionsUnchanged, "", fact) }
            addMeningeal(fact)
            result = .newLesions
        // Without contrast nothing can be ruled out.
        case .negative: result = isPlain ? .nonDiagnostic : .negative
        case .stable: result = isPlain ? .nonDiagnostic : .stable
        case .response: result = isPlain ? .nonDiagnostic : .response
        case .equivocal: result = .equivocal
        case .nonDiagnostic: result = .nonDiagnostic
        case .newLesions: result = .newLesions
        case .progression: result = .progression
        case .lesions:
            guard !knowsFinding(before: scan.date, except: fact) else { return ask(.lesionsUnchanged, "", fact) }
            result = .newLesions
        }
        add(.brainImaging(modality, result, .unrecorded), fact)
    }

    /// Returns whether brain metastases were known before a day.
    private func knowsFinding(before date: PartialDate, except: Int) -> Bool {
        facts.enumerated().contains { index, fact in
            guard index != except, fact.date.first < date.first else { return false }
            switch fact.content {
            case .metastasis(.brain, .confirmed), .surgery(.brainResection): return true
            case .scan(.mriBrain, let result, _), .scan(.ctBrain, let result, _):
                switch result {
                case .lesions, .newLesions, .progression, .stable, .response, .meningeal: return true
                case .untold, .negative, .equivocal, .nonDiagnostic: return false
                }
            case .radiotherapy(let facts): return facts.target == .brain || facts.target == .reasonBrain
            case .nothing, .breastCancer, .metastaticStage, .metastasis, .leptomeningeal, .her2, .receptor,
                .performance,
                .worse, .scan, .surgery, .drug, .csf, .symptom, .appointment, .appointmentByOrder, .status, .visit,
                .visitByReason, .open:
                return false
            }
        }
    }

    /// Returns whether leptomeningeal disease was known before a day.
    private func knowsMeningeal(before date: PartialDate) -> Bool {
        facts.contains { fact in
            guard fact.date.first < date.first else { return false }
            switch fact.content {
            case .leptomeningeal(let result): return result != .suspected && result != .excluded
            case .scan(_, .meningeal, _), .csf(.positive): return true
            default: return false
            }
        }
    }

    /// Adds leptomeningeal disease, at most as probable: a scan alone proves no more.
    private mutating func addMeningeal(_ fact: Int) {
        add(.leptomeningeal(.probable), fact)
        ask(.leptomeningealOnScan, "", fact)
    }

    private mutating func deriveBody(_ scan: Scan, _ modality: BodyModality) {
        guard let fact = telling(scan) else { return ask(.scanWithoutConclusion, scan.kind.rawValue, scan.facts[0]) }
        let result: BodyImagingResult
        switch self.result(of: fact) {
        case .untold: return
        case .negative: result = .negative
        case .equivocal: result = .equivocal
        case .nonDiagnostic: result = .nonDiagnostic
        case .stable, .response, .lesions, .newLesions, .progression: result = .positive
        case .meningeal:
            if !knowsMeningeal(before: scan.date) { addMeningeal(fact) }
            result = .positive
        }
        add(.bodyImaging(modality, result), fact)
    }

    // MARK: Appointments

    /// Derives the appointments. One that was kept raises a question about its result, unless a scan around that day is
    /// recorded.
    mutating func deriveAppointments() {
        for (index, fact) in facts.enumerated() {
            guard case .appointment(let item, let state) = fact.content else { continue }
            switch state {
            case .booked: add(.appointment(item, .booked), index)
            case .cancelled:
                // Each is a separate appointment: a later, cancelled one must not hide an earlier one that still
                // stands.
                let hides = facts.contains { other in
                    other.content == .appointment(item, .booked) && other.date.first < fact.date.first
                }
                if !hides { add(.appointment(item, .cancelled), index) }
            case .missed: add(.appointment(item, .missed), index)
            case .kept:
                let isRecorded = facts.contains { other in
                    guard case .scan(let kind, _, _) = other.content, kind.item == item else { return false }
                    return other.date.first >= fact.date.first && other.date.first <= fact.date.first + .days(3)
                }
                if !isRecorded { ask(.appointmentKept, item.rawValue, index) }
            }
        }
    }
}
