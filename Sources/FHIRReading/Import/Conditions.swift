import CivilCalendar
import ClinicalModel
import RosterModel

extension ResourceImporter {
    mutating func readCondition(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let verification = try element.codes("verificationStatus")
        for status in ["entered-in-error", "refuted"] where verification.contains(status) {
            return try ignore(resource, "verificationStatus \(status)")
        }
        let isCertain = !verification.contains { ["provisional", "differential", "unconfirmed"].contains($0) }
        let date = try element.date(firstOf: "onsetDateTime", "onsetPeriod.start", "recordedDate")
        let entries = try element.entries("code", tables)
        if let most = ResourceImporter.mostTelling(entries) {
            return try readDiagnosis(resource, entries, most, date, isCertain: isCertain)
        }
        if try element.hasProfile("mcode-secondary-cancer-condition") {
            return try readMetastasisBySite(resource, entries, date, isCertain: isCertain)
        }
        if let text = try UnmappedCodeScreen.ofDiagnosis(element) {
            return try ask(.unknownDiagnosis, "\(text): \(element.shownCode("code"))", of: resource, date: date)
        }
        if try element.hasProfile("mcode-primary-cancer-condition") {
            know(.otherCancer, of: resource)
            return try ignore(resource, "another cancer")
        }
        try ignoreUnknown(resource, "a diagnosis that no rule reads", code: element.shownCode("code"))
    }

    private mutating func readDiagnosis(
        _ resource: Resource, _ entries: [CodeEntry], _ most: CodeEntry, _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        switch most.meaning {
        case .breastCancer: try readPrimary(resource, entries, date, isCertain: isCertain)
        case .metastasis(let site): try readMetastasis(resource, entries, site, date, isCertain: isCertain)
        case .metastasisByBodySite: try readMetastasisBySite(resource, entries, date, isCertain: isCertain)
        case .leptomeningeal: try readLeptomeningeal(resource, entries, date, isCertain: isCertain)
        case .otherCancer:
            know(.otherCancer, of: resource)
            try ignore(resource, "another cancer")
        case .symptom(let symptom): try readSymptom(resource, symptom, date)
        case .unclear: try ask(.unclearCode, most.doubt ?? "", of: resource, date: date)
        case .status(let status):
            coverage.add(resource.type.rawValue, .used)
            _ = try enter([.status(status)], of: resource, date: date)
        case .ignored, .site, .her2, .receptor, .performance, .diseaseStatus, .stage, .historyOfMetastasis, .answer,
            .specimenNotTissue, .imaging, .imagingByBodySite, .surgery, .radiotherapy, .drug, .intrathecalRoute,
            .visit, .cytology:
            try ignore(resource, "a code that no rule needs")
        }
    }

    /// Returns the most specific coding of a diagnosis: the order of codings has no meaning.
    private static func mostTelling(_ entries: [CodeEntry]) -> CodeEntry? {
        let known = entries.filter { rank($0.meaning) != nil }
        return known.max { one, other in
            let (first, second) = (rank(one.meaning) ?? 0, rank(other.meaning) ?? 0)
            return first != second ? first < second : one.doubt != nil && other.doubt == nil
        }
    }

    /// Returns how specific and alarming a code is as a diagnosis; nil if it is not one.
    private static func rank(_ meaning: CodeMeaning) -> Int? {
        switch meaning {
        case .leptomeningeal: 10
        case .metastasis(.brain): 9
        case .metastasis(.other): 7
        case .metastasis: 8
        case .metastasisByBodySite: 6
        case .unclear: 5
        case .symptom: 4
        case .status: 3
        case .breastCancer: 2
        case .otherCancer: 1
        case .ignored: 0
        case .site, .her2, .receptor, .performance, .diseaseStatus, .stage, .historyOfMetastasis, .answer,
            .specimenNotTissue, .imaging, .imagingByBodySite, .surgery, .radiotherapy, .drug, .intrathecalRoute,
            .visit, .cytology:
            nil
        }
    }

    /// Returns what the codings of a diagnosis leave open: the doubts of each coding, unless a different one says the
    /// same without doubt, and any contradiction between them. A coding that only says more than the others contradicts
    /// nothing.
    private mutating func doubts(ofDiagnosis entries: [CodeEntry]) -> [FactContent] {
        let certain = Set(entries.filter { $0.doubt == nil }.map(\.meaning))
        var doubts = self.doubts(of: entries.filter { !certain.contains($0.meaning) })
        let firm = Set(entries.map(\.meaning)).filter { meaning in
            switch meaning {
            case .metastasisByBodySite, .metastasis(.other), .ignored, .unclear: false
            default: ResourceImporter.rank(meaning) != nil
            }
        }
        if firm.count > 1 {
            doubts.append(
                .open(
                    .codeDoubt,
                    detail: text("the codes of one diagnosis say different things; the most alarming counts")))
        }
        return doubts
    }

    private mutating func readPrimary(
        _ resource: Resource, _ entries: [CodeEntry], _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        know(.breastCancer, of: resource)
        guard isCertain else { return try ignore(resource, "breast cancer that is not confirmed") }
        var isMetastatic = false
        for stage in try resource.element.elements("stage") {
            let answers = try stage.entries("summary", tables)
            if answers.contains(where: { $0.meaning == .answer(.metastatic) }) { isMetastatic = true }
        }
        coverage.add(resource.type.rawValue, .used)
        try enter([.breastCancer(isMetastatic: isMetastatic)] + doubts(ofDiagnosis: entries), of: resource, date: date)
    }

    private mutating func readMetastasis(
        _ resource: Resource, _ entries: [CodeEntry], _ site: MetastasisSite, _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        know(site == .brain ? .cnsMetastasis : .otherMetastasis, of: resource)
        coverage.add(resource.type.rawValue, .used)
        let content = FactContent.metastasis(site, isCertain ? .confirmed : .suspected)
        let fact = try enter([content] + doubts(ofDiagnosis: entries), of: resource, date: date)
        try linkPrimary(fact, of: resource)
    }

    private mutating func readLeptomeningeal(
        _ resource: Resource, _ entries: [CodeEntry], _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        know(.cnsMetastasis, of: resource)
        coverage.add(resource.type.rawValue, .used)
        let content = FactContent.leptomeningeal(isCertain ? .confirmed : .suspected)
        let fact = try enter([content] + doubts(ofDiagnosis: entries), of: resource, date: date)
        try linkPrimary(fact, of: resource)
    }

    private mutating func readMetastasisBySite(
        _ resource: Resource, _ entries: [CodeEntry], _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        let sites = try bodySites(of: resource)
        if sites.contains(.meninges) {
            return try readLeptomeningeal(resource, entries, date, isCertain: isCertain)
        }
        let named = sites.contains(.brain) ? MetastasisSite.brain : sites.lazy.compactMap(\.metastasisSite).first
        if let named { return try readMetastasis(resource, entries, named, date, isCertain: isCertain) }
        know(.otherMetastasis, of: resource)
        coverage.add(resource.type.rawValue, .used)
        let shown = try resource.element.shownCode("code")
        let fact = try enter(
            [.metastasis(.other, isCertain ? .confirmed : .suspected), .open(.metastasisSite, detail: text(shown))],
            of: resource, date: date)
        try linkPrimary(fact, of: resource)
    }

    /// Returns the sites that `bodySite` names, whether it is one concept or several.
    func bodySites(of resource: Resource) throws(ElementFault) -> [BodySite] {
        var sites: [BodySite] = []
        for entry in try resource.element.entriesOfAll("bodySite", tables) {
            if case .site(let site) = entry.meaning { sites.append(site) }
        }
        return sites
    }

    private mutating func linkPrimary(_ fact: Int?, of resource: Resource) throws(ElementFault) {
        guard let fact else { return }
        for ext in try resource.element.elements("extension") {
            guard try ext.text("url")?.hasSuffix("/mcode-related-primary-cancer-condition") == true,
                let primary = try ext.element("valueReference")?.reference(to: .condition, scope: resource.place.scope)
            else { continue }
            link(fact, .primary, primary)
        }
    }

    private mutating func readSymptom(
        _ resource: Resource, _ symptom: Symptom, _ date: PartialDate?
    ) throws(ElementFault) {
        coverage.add(resource.type.rawValue, .used)
        let element = resource.element
        let end = try element.date(firstOf: "abatementDateTime", "abatementPeriod.end", "onsetPeriod.end")
        let isOver = try element.codes("clinicalStatus").contains {
            ["resolved", "inactive", "remission"].contains($0)
        }
        guard let first = try enter([.symptom(symptom, .onset)], of: resource, date: date) else { return }
        if let end {
            facts.append(facts[first], content: .symptom(symptom, .resolved), date: end)
        } else if isOver {
            facts.append(facts[first], content: .open(.symptomEnd, detail: text(symptom.rawValue)), date: nil)
        }
    }
}
