import CivilCalendar
import ClinicalModel
import JSONText
import RosterModel

extension ResourceImporter {
    mutating func readObservation(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let entries = try element.entries("code", tables)
        var named = ResourceImporter.test(among: entries)
        if named == nil, try element.hasProfile("mcode-history-of-metastatic-cancer") { named = .historyOfMetastasis }
        guard let test = named else {
            let isKnown = entries.contains { $0.meaning == .ignored }
            if !isKnown, try askOfUnknown(resource) { return }
            return try readParts(resource, isKnown ? "a code that no rule needs" : "a test that no rule reads")
        }
        if case .imaging(let kind, let contrast) = test {
            let result = try scanResult(element.entries("valueCodeableConcept", tables))
            guard try isFinal(resource, scan: (kind, result)) else { return }
            return try enterScan(resource, kind, result, contrast, observed(element))
        }
        guard try isFinal(resource) else { return }
        let date = try observed(element)
        switch test {
        case .her2(let method): try readHER2(resource, method, element, date)
        case .receptor(let receptor): try readReceptor(resource, receptor, element, date)
        case .performance(let scale): try readPerformance(resource, scale, date)
        case .diseaseStatus: try readDiseaseStatus(resource, date)
        case .stage: try readStage(resource, date)
        case .historyOfMetastasis:
            try readHistory(resource, date)
        case .cytology: try enterCytology(resource, try answer(of: element), date)
        case .imaging, .ignored, .unclear, .breastCancer, .otherCancer, .metastasis, .metastasisByBodySite,
            .leptomeningeal,
            .symptom, .site, .answer, .specimenNotTissue, .imagingByBodySite, .surgery, .radiotherapy, .drug,
            .intrathecalRoute, .status, .visit:
            try ignore(resource, "a test that no rule reads")
        }
    }

    /// Returns the test that the codes mean; of several, the one that says most about the method.
    private static func test(among entries: [CodeEntry]) -> CodeMeaning? {
        var found: CodeMeaning?
        for entry in entries {
            switch entry.meaning {
            case .ignored:
                // One code of serum beside one of tissue: no conclusion is drawn.
                return nil
            case .her2(let method):
                if found == nil || method != .unstated { found = entry.meaning }
            case .receptor, .performance, .diseaseStatus, .stage, .historyOfMetastasis, .imaging, .cytology:
                found = found ?? entry.meaning
            case .unclear, .breastCancer, .otherCancer, .metastasis, .metastasisByBodySite, .leptomeningeal, .symptom,
                .site, .answer, .specimenNotTissue, .imagingByBodySite, .surgery, .radiotherapy, .drug,
                .intrathecalRoute, .status, .visit:
                break
            }
        }
        return found
    }

    func observed(_ element: Element) throws(ElementFault) -> PartialDate? {
        try element.date(firstOf: "effectiveDateTime", "effectivePeriod.start", "effectiveInstant", "issued")
    }

    /// Reads components that are tests of their own, as in a panel.
    private mutating func readParts(_ resource: Resource, _ otherwise: String) throws(ElementFault) {
        let element = resource.element
        var contents: [FactContent] = []
        for part in try element.elements("component") {
            switch ResourceImporter.test(among: try part.entries("code", tables)) {
            case .her2(let method): contents += try her2(part, method).map { [.her2($0)] } ?? []
            case .receptor(let receptor):
                contents += try receptorResult(part).map { [.receptor(receptor, $0)] } ?? []
            case .some, nil: break
            }
        }
        guard !contents.isEmpty else {
            return try ignore(resource, otherwise, isForeign: element.entries("code", tables).isEmpty)
        }
        guard try isFinal(resource) else { return }
        coverage.add(resource.type.rawValue, .used)
        try enter(contents, of: resource, date: try observed(element))
    }

    // MARK: Biomarkers

    private mutating func readHER2(
        _ resource: Resource, _ method: HER2Method, _ element: Element, _ date: PartialDate?
    ) throws(ElementFault) {
        var method = method
        if method == .unstated {
            for entry in try element.entries("method", tables) {
                if case .her2(let stated) = entry.meaning { method = stated }
            }
        }
        guard let result = try her2(element, method) else {
            // A panel holds its results in components, or in separate resources.
            let hasMembers = try !element.elements("hasMember").isEmpty
            let hasParts = try !element.elements("component").isEmpty
            if hasMembers || hasParts { return try readParts(resource, "a panel whose members stand apart") }
            return try ask(.her2Unclear, ResourceImporter.shownValue(of: element), of: resource, date: date)
        }
        if try isContainedSpecimenNotTissue(resource) {
            return try ignore(resource, "HER2 of a specimen that is no tissue")
        }
        coverage.add(resource.type.rawValue, .used)
        guard let fact = try enter([.her2(result)], of: resource, date: date) else { return }
        if let specimen = try element.element("specimen")?.reference(to: .specimen, scope: resource.place.scope) {
            link(fact, .specimen, specimen)
        }
    }

    private func isContainedSpecimenNotTissue(_ resource: Resource) throws(ElementFault) -> Bool {
        guard let text = try resource.element.element("specimen")?.text("reference"), text.hasPrefix("#"),
            let specimen = try resource.contained(String(text.dropFirst()))
        else { return false }
        return try specimen.entries("type", tables).contains { $0.meaning == .specimenNotTissue }
    }

    private func her2(_ element: Element, _ method: HER2Method) throws(ElementFault) -> HER2Result? {
        if method == .ihc, let score = try score(of: element) {
            return [HER2Result.zero, .onePlus, .twoPlus, .threePlus][score]
        }
        guard let answer = try answer(of: element) else { return nil }
        switch (answer, method) {
        case (.zero, _): return .zero
        case (.onePlus, _): return .onePlus
        case (.twoPlus, _): return .twoPlus
        case (.threePlus, _): return .threePlus
        case (.positive, .ish): return .amplified
        case (.negative, .ish): return .notAmplified
        case (.positive, _): return .positive
        case (.negative, _): return .negative
        case (.equivocal, _): return .equivocal
        case (.improved, _), (.stable, _), (.worsened, _), (.undetermined, _), (.completeResponse, _), (.normal, _),
            (.newLesions, _), (.nonDiagnostic, _), (.metastatic, _), (.notMetastatic, _), (.ecog0, _), (.ecog1, _),
            (.ecog2, _), (.ecog3, _), (.ecog4, _), (.ecog5, _):
            return nil
        }
    }

    /// Returns an immunohistochemistry score given as a number from 0 to 3.
    private func score(of element: Element) throws(ElementFault) -> Int? {
        let number = try element.number(firstOf: "valueInteger", "valueQuantity.value")
        guard let number, let score = Int(exactly: number), 0...3 ~= score else { return nil }
        guard let quantity = try element.element("valueQuantity") else { return score }
        let unit = try quantity.unit() ?? "{score}"
        guard try quantity.text("comparator") == nil else { return nil }
        return ["{score}", "1", "+", "score"].contains(unit) ? score : nil
    }

    /// Returns the answer of a test: its value, or its interpretation if it has no value.
    func answer(of element: Element) throws(ElementFault) -> Answer? {
        var entries = try element.entries("valueCodeableConcept", tables)
        if let text = try element.text("valueString"), let entry = tables.entry(text: text.trimmed) {
            entries.append(entry)
        }
        if entries.isEmpty { entries = try element.entriesOfAll("interpretation", tables) }
        var answers: [Answer] = []
        for entry in entries { if case .answer(let answer) = entry.meaning { answers.append(answer) } }
        // Codings of one concept say the same; if they differ, no conclusion is drawn.
        return Set(answers).count == 1 ? answers[0] : nil
    }

    private mutating func readReceptor(
        _ resource: Resource, _ receptor: HormoneReceptor, _ element: Element, _ date: PartialDate?
    ) throws(ElementFault) {
        guard let result = try receptorResult(element) else {
            return try ignore(resource, "a hormone receptor without a result that can be read")
        }
        coverage.add(resource.type.rawValue, .used)
        try enter([.receptor(receptor, result)], of: resource, date: date)
    }

    private func receptorResult(_ element: Element) throws(ElementFault) -> ReceptorResult? {
        // ASCO/CAP 2020: one percent of stained nuclei or more is positive.
        if let quantity = try element.element("valueQuantity"), try quantity.unit() == "%",
            let percent = try quantity.number("value")
        {
            return switch try quantity.text("comparator") ?? "" {
            case "": percent >= 1 ? .positive : .negative
            case ">", ">=": percent >= 1 ? .positive : nil
            case "<": percent <= 1 ? .negative : nil
            case "<=": percent < 1 ? .negative : nil
            default: nil
            }
        }
        return switch try answer(of: element) {
        case .positive: .positive
        case .negative: .negative
        case .some, nil: nil
        }
    }

    private static func shownValue(of element: Element) throws(ElementFault) -> String {
        if element.json["valueQuantity"] != nil || element.json["valueRatio"] != nil { return "a number" }
        let code = try element.shownCode("valueCodeableConcept")
        return code.isEmpty ? "no coded value" : code
    }

    // MARK: The others

    private mutating func readPerformance(
        _ resource: Resource, _ scale: PerformanceScale, _ date: PartialDate?
    ) throws(ElementFault) {
        let element = resource.element
        var value = try element.number(firstOf: "valueInteger", "valueQuantity.value")
        if value == nil, scale == .ecog, let grade = try answer(of: element)?.ecogGrade { value = Double(grade) }
        let limit: Double =
            switch scale {
            case .kps, .lvef: 100
            case .ecog: 5
            }
        guard let value, value >= 0, value <= limit else {
            return try ignore(resource, "a scale without a value that can be read")
        }
        coverage.add(resource.type.rawValue, .used)
        try enter([.performance(scale, thousandths: Int32((value * 1_000).rounded()))], of: resource, date: date)
    }

    private mutating func readDiseaseStatus(_ resource: Resource, _ date: PartialDate?) throws(ElementFault) {
        guard try answer(of: resource.element) == .worsened else {
            return try ignore(resource, "a disease status that is not worse")
        }
        coverage.add(resource.type.rawValue, .used)
        guard let fact = try enter([.worse], of: resource, date: date) else { return }
        for focus in try resource.element.elements("focus") {
            for type in [ResourceType.condition, .bodyStructure] {
                if let reference = try focus.reference(to: type, scope: resource.place.scope) {
                    link(fact, .focus, reference)
                }
            }
        }
    }
}

/// Reads stages, and categories of distant metastases.
extension ResourceImporter {
    /// Returns whether a stage is recorded as not known or not applicable.
    private func isStageUntold(_ element: Element) throws(ElementFault) -> Bool {
        guard let value = try element.element("valueCodeableConcept") else {
            return element.json["valueString"] == nil && element.json["valueQuantity"] == nil
        }
        for coding in try value.elements("coding") {
            let system = try coding.text("system") ?? ""
            if system.hasSuffix("/data-absent-reason") || system.hasSuffix("/v3-NullFlavor") { return true }
        }
        return false
    }

    mutating func readStage(_ resource: Resource, _ date: PartialDate?) throws(ElementFault) {
        let entries = try resource.element.entries("valueCodeableConcept", tables)
        if entries.contains(where: { $0.meaning == .answer(.metastatic) }) {
            coverage.add(resource.type.rawValue, .used)
            try enter([.metastaticStage], of: resource, date: date)
        } else if entries.contains(where: { $0.meaning == .answer(.notMetastatic) }) {
            try ignore(resource, "a stage without distant metastases")
        } else if try isStageUntold(resource.element) {
            try ignore(resource, "a stage that is not told")
        } else {
            try ask(.stageUnclear, resource.element.shownCode("valueCodeableConcept"), of: resource, date: date)
        }
    }

    /// Reads a history of metastatic cancer, which the code alone states; only a clear "no" withdraws it.
    mutating func readHistory(_ resource: Resource, _ date: PartialDate?) throws(ElementFault) {
        let element = resource.element
        let answer = try answer(of: element)
        if try element.boolean("valueBoolean") == false || answer == .negative {
            return try ignore(resource, "no history of metastatic cancer")
        }
        if element.json["dataAbsentReason"]?.objectValue != nil, answer == nil,
            element.json["valueBoolean"] == nil, element.json["valueCodeableConcept"] == nil
        {
            return try ignore(resource, "whether there was metastatic cancer is not told")
        }
        var shown = try element.shownCode("code")
        let value = try element.shownCode("valueCodeableConcept")
        if answer == nil, !value.isEmpty { shown += ", " + value }
        try ask(.historyOfMetastasis, shown, of: resource, date: date)
    }
}

/// Handles what all results have in common.
extension ResourceImporter {
    /// Returns whether a result is final. Others are counted as ignored, unless they say something about the brain that
    /// must not wait in silence.
    mutating func isFinal(
        _ resource: Resource, scan: (kind: ImagingKind, result: ScanResult)? = nil
    ) throws(ElementFault) -> Bool {
        let status = try resource.element.text("status") ?? ""
        if ["final", "amended", "corrected", "appended"].contains(status) { return true }
        let takesBack = ["entered-in-error", "cancelled"].contains(status)
        if let scan, !takesBack, scan.kind.isOfCNS, scan.result.isAlarming {
            let element = resource.element
            let date = try element.date(firstOf: "effectiveDateTime", "effectivePeriod.start", "issued")
            try ask(.notFinal, ResourceImporter.word(status.isEmpty ? "missing" : status), of: resource, date: date)
            return false
        }
        try ignore(resource, "status \(status.isEmpty ? "missing" : ResourceImporter.word(status))")
        return false
    }

    /// Returns a word of FHIR itself, for the report of what was ignored; any other text is not repeated.
    static func word(_ text: String) -> String {
        text.utf8.count <= 32 && text.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x2D } ? text : "unknown"
    }

    /// Asks about a test that no table knows and whose text mentions something that could matter.
    mutating func askOfUnknown(_ resource: Resource) throws(ElementFault) -> Bool {
        let element = resource.element
        guard try ["final", "amended", "corrected", "appended"].contains(element.text("status") ?? "") else {
            return false
        }
        if let text = try UnmappedCodeScreen.ofTest(element) {
            try ask(.her2Unclear, "\(text): \(element.shownCode("code"))", of: resource, date: try observed(element))
            return true
        }
        guard try UnmappedCodeScreen.isOfCytology(element) else { return false }
        try ask(.cytologyUnclear, element.shownCode("code"), of: resource, date: try observed(element))
        return true
    }

    /// Enters the result of the cytology of cerebrospinal fluid; asks a question if none is given.
    mutating func enterCytology(
        _ resource: Resource, _ answer: Answer?, _ date: PartialDate?
    ) throws(ElementFault) {
        let result: CytologyResult
        switch answer {
        case .positive: result = .positive
        case .negative, .normal: result = .negative
        case .equivocal, .undetermined: result = .equivocal
        case .some, nil: return try ask(.cytologyUnclear, "", of: resource, date: date)
        }
        coverage.add(resource.type.rawValue, .used)
        try enter([.csf(result)], of: resource, date: date)
    }
}
