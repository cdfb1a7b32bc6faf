import CivilCalendar
import ClinicalModel
import RosterReading

extension Intake {
    mutating func readCondition(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let verification = try element.codes("verificationStatus")
        for status in ["entered-in-error", "refuted"] where verification.contains(status) {
            return try ignore(resource, "verificationStatus \(status)")
        }
        let isCertain = !verification.contains { ["provisional", "differential", "unconfirmed"].contains($0) }
        let date = try element.date(firstOf: "onsetDateTime", "onsetPeriod.start", "recordedDate")
        let entries = try element.entries("code", tables)
        for entry in entries {
            switch entry.meaning {
            case .breastCancer: return try readPrimary(resource, entries, date, isCertain: isCertain)
            case .metastasis(let site):
                return try readMetastasis(resource, entries, site, date, isCertain: isCertain)
            case .metastasisByBodySite:
                return try readMetastasisBySite(resource, entries, date, isCertain: isCertain)
            case .leptomeningeal:
                return try readLeptomeningeal(resource, entries, date, isCertain: isCertain)
            case .otherCancer:
                know(.otherCancer, of: resource)
                return try ignore(resource, "another cancer")
            case .symptom(let symptom): return try readSymptom(resource, symptom, date)
            case .unclear: return try ask(.unclearCode, entry.doubt ?? "", of: resource, date: date)
            case .ignored: return try ignore(resource, "a code that no rule needs")
            case .status(let status):
                coverage.add(resource.type.rawValue, .used)
                _ = try enter([.status(status)], of: resource, date: date)
                return
            case .site, .her2, .receptor, .performance, .diseaseStatus, .stage, .historyOfMetastasis, .answer,
                .specimenNotTissue, .imaging, .imagingByBodySite, .surgery, .radiotherapy, .drug, .intrathecalRoute,
                .visit:
                continue
            }
        }
        if try element.hasProfile("mcode-secondary-cancer-condition") {
            return try readMetastasisBySite(resource, entries, date, isCertain: isCertain)
        }
        if try element.hasProfile("mcode-primary-cancer-condition") {
            know(.otherCancer, of: resource)
            return try ignore(resource, "another cancer")
        }
        try ignore(resource, "a diagnosis that no rule reads")
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
        try enter([.breastCancer(isMetastatic: isMetastatic)] + doubts(of: entries), of: resource, date: date)
    }

    private mutating func readMetastasis(
        _ resource: Resource, _ entries: [CodeEntry], _ site: MetastasisSite, _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        know(site == .brain ? .cnsMetastasis : .otherMetastasis, of: resource)
        coverage.add(resource.type.rawValue, .used)
        let content = FactContent.metastasis(site, isCertain ? .confirmed : .suspected)
        let fact = try enter([content] + doubts(of: entries), of: resource, date: date)
        try linkPrimary(fact, of: resource)
    }

    private mutating func readLeptomeningeal(
        _ resource: Resource, _ entries: [CodeEntry], _ date: PartialDate?, isCertain: Bool
    ) throws(ElementFault) {
        know(.cnsMetastasis, of: resource)
        coverage.add(resource.type.rawValue, .used)
        let content = FactContent.leptomeningeal(isCertain ? .confirmed : .suspected)
        let fact = try enter([content] + doubts(of: entries), of: resource, date: date)
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

    /// The sites that `bodySite` names, be it one concept or several.
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
