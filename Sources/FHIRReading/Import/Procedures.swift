import CivilCalendar
import ClinicalModel
import RosterModel

extension ResourceImporter {
    mutating func readProcedure(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let status = try element.text("status") ?? ""
        let start = try element.date(firstOf: "performedDateTime", "performedPeriod.start")
        let end = try element.date(firstOf: "performedPeriod.end")
        let entries = try element.entries("code", tables)
        guard status == "completed" || status == "in-progress" else {
            let word = status.isEmpty ? "missing" : ResourceImporter.word(status)
            let isOut = ["entered-in-error", "not-done", "preparation"].contains(status)
            guard !isOut, try mayBeLocalTherapy(resource, entries) else {
                return try ignore(resource, "status \(word)")
            }
            return try ask(.statusOpen, word, of: resource, date: end ?? start)
        }
        for entry in entries {
            switch entry.meaning {
            case .radiotherapy(let technique):
                return try readRadiotherapy(resource, technique, entries, from: start, to: end, status)
            case .status(let patientStatus):
                coverage.add(resource.type.rawValue, .used)
                try enter([.status(patientStatus)], of: resource, date: start)
                return
            case .imaging, .imagingByBodySite, .surgery, .unclear, .ignored, .breastCancer, .otherCancer, .metastasis,
                .metastasisByBodySite, .leptomeningeal, .symptom, .site, .her2, .receptor, .performance, .diseaseStatus,
                .stage, .historyOfMetastasis, .answer, .specimenNotTissue, .drug, .intrathecalRoute, .cytology, .visit:
                continue
            }
        }
        guard status == "completed" else { return try ignore(resource, "status in-progress") }
        if let operation = ResourceImporter.operation(among: entries) {
            coverage.add(resource.type.rawValue, .used)
            try enter([.surgery(operation)] + doubts(of: entries), of: resource, date: end ?? start)
            return
        }
        for entry in entries where entry.meaning == .unclear {
            return try ask(.unclearCode, entry.doubt ?? "", of: resource, date: start)
        }
        if entries.isEmpty, let (kind, text) = try UnmappedCodeScreen.ofProcedure(element) {
            return try ask(kind, "\(text): \(element.shownCode("code"))", of: resource, date: end ?? start)
        }
        if !entries.isEmpty {
            return try readScan(resource, entries, try bodySites(of: resource), .untold, start)
        }
        let isOnBrain = try bodySites(of: resource).contains(.brain)
        if isOnBrain, try element.hasProfile("mcode-radiotherapy-course-summary") {
            return try readRadiotherapy(resource, .unstated, entries, from: start, to: end, status)
        }
        if isOnBrain, try element.hasProfile("mcode-cancer-related-surgical-procedure") {
            return try ask(.unknownOperation, element.shownCode("code"), of: resource, date: start)
        }
        if try UnmappedCodeScreen.isOfBrain(element, "code") { return try ask(.headScan, of: resource, date: start) }
        try ignoreUnknown(resource, "a procedure that no rule reads", code: element.shownCode("code"))
    }

    /// Returns whether it is or may be a resection or radiotherapy of the brain.
    private func mayBeLocalTherapy(_ resource: Resource, _ entries: [CodeEntry]) throws(ElementFault) -> Bool {
        for entry in entries {
            switch entry.meaning {
            case .surgery(.brainResection), .unclear: return true
            case .radiotherapy(let technique):
                if technique == .breast { return false }
                switch ResourceImporter.target(try bodySites(of: resource)) {
                case .breast, .elsewhere: return false
                case .brain, .neuraxis, .untold, .reasonBreast, .reasonBrain: return true
                }
            default: continue
            }
        }
        guard entries.isEmpty else { return false }
        return try UnmappedCodeScreen.ofProcedure(resource.element) != nil
    }

    /// Returns the operation that the codes mean; of several, the most specific.
    private static func operation(among entries: [CodeEntry]) -> SurgeryKind? {
        var found: SurgeryKind?
        for entry in entries {
            guard case .surgery(let kind) = entry.meaning else { continue }
            if found == nil || found == .other { found = kind }
        }
        return found
    }

    // MARK: Radiotherapy

    private mutating func readRadiotherapy(
        _ resource: Resource, _ technique: RadiotherapyTechnique, _ entries: [CodeEntry], from start: PartialDate?,
        to end: PartialDate?, _ status: String
    ) throws(ElementFault) {
        // A course is dated by its last fraction; a course in progress has none yet.
        guard status == "completed" else { return try ignore(resource, "status in-progress") }
        var technique = technique
        for entry in entries {
            if case .radiotherapy(let other) = entry.meaning, technique == .unstated { technique = other }
        }
        let sites = try bodySites(of: resource)
        var facts = RadiotherapyFacts(
            technique: technique, target: ResourceImporter.target(sites), sessions: 0, centigray: 0)
        var volumes: [Reference] = []
        for ext in try resource.element.elements("extension") {
            let url = try ext.text("url") ?? ""
            if url.hasSuffix("/mcode-radiotherapy-sessions") {
                facts.sessions = try ext.number("valueUnsignedInt").flatMap { UInt16(exactly: $0) } ?? facts.sessions
            } else if url.hasSuffix("/mcode-radiotherapy-dose-delivered-to-volume") {
                try readDose(ext, resource, into: &facts, volumes: &volumes)
            } else if url.hasSuffix("/mcode-radiotherapy-modality-and-technique") {
                for part in try ext.elements("extension") {
                    for entry in try part.entries("valueCodeableConcept", tables) {
                        if case .radiotherapy(let named) = entry.meaning, named != .unstated { facts.technique = named }
                    }
                }
            }
        }
        // A course of one day with both ends known is one session.
        if facts.sessions == 0, let start, let end, start == end, start.isExact,
            try resource.element.hasProfile("mcode-radiotherapy-course-summary")
        {
            facts.sessions = 1
        }
        coverage.add(resource.type.rawValue, .used)
        guard let fact = try enter([.radiotherapy(facts)], of: resource, date: end ?? start) else { return }
        for volume in volumes where facts.target == .untold { link(fact, .volume, volume) }
        guard facts.target == .untold else { return }
        for reason in try resource.element.elements("reasonReference") {
            if let condition = try reason.reference(to: .condition, scope: resource.place.scope) {
                link(fact, .reason, condition)
            }
        }
    }

    private mutating func readDose(
        _ ext: Element, _ resource: Resource, into facts: inout RadiotherapyFacts, volumes: inout [Reference]
    ) throws(ElementFault) {
        for part in try ext.elements("extension") {
            switch try part.text("url") ?? "" {
            case "totalDoseDelivered":
                guard let quantity = try part.element("valueQuantity"), let value = try quantity.number("value") else {
                    break
                }
                let factor: Double = try quantity.text("code") == "Gy" ? 100 : 1
                facts.centigray = max(facts.centigray, UInt16(clamping: Int((value * factor).rounded())))
            case "fractionsDelivered":
                let fractions = try part.number("valueUnsignedInt").flatMap { UInt16(exactly: $0) }
                if facts.sessions == 0, let fractions { facts.sessions = fractions }
            case "volume":
                if let volume = try part.element("valueReference"), let text = try volume.text("reference") {
                    if text.hasPrefix("#"), let body = try resource.contained(String(text.dropFirst())) {
                        if let site = try site(of: body), facts.target == .untold {
                            facts.target = ResourceImporter.target([site])
                        }
                    } else if let reference = try volume.reference(to: .bodyStructure, scope: resource.place.scope) {
                        volumes.append(reference)
                    }
                }
            default:
                break
            }
        }
    }

    static func target(_ sites: [BodySite]) -> RadiotherapyFacts.Target {
        if sites.contains(.brain), sites.contains(.spine) { return .neuraxis }
        if sites.contains(.brain) || sites.contains(.head) || sites.contains(.meninges) { return .brain }
        if sites.contains(.breast) { return .breast }
        return sites.isEmpty ? .untold : .elsewhere
    }

    mutating func readBodyStructure(_ resource: inout Resource) throws(ElementFault) {
        if let site = try site(of: resource.element) { know(.site(site), of: resource) }
        coverage.add(resource.type.rawValue, .used)
    }

    private func site(of body: Element) throws(ElementFault) -> BodySite? {
        for entry in try body.entries("location", tables) {
            if case .site(let site) = entry.meaning { return site }
        }
        return nil
    }

    // MARK: Specimens and consultations

    mutating func readSpecimen(_ resource: inout Resource) throws(ElementFault) {
        let isNotTissue = try resource.element.entries("type", tables).contains { $0.meaning == .specimenNotTissue }
        if isNotTissue { know(.notTissue, of: resource) }
        coverage.add(resource.type.rawValue, .used)
    }

    mutating func readEncounter(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        guard try element.text("status") == "finished" else {
            return try ignore(resource, "a visit that is not finished")
        }
        let types = try element.entriesOfAll("type", tables)
        guard types.contains(where: { $0.meaning == .visit }) else {
            for entry in types {
                if case .status(let status) = entry.meaning {
                    coverage.add(resource.type.rawValue, .used)
                    try enter([.status(status)], of: resource, date: try element.date(firstOf: "period.start"))
                    return
                }
            }
            return try ignore(resource, "a visit of another kind")
        }
        let date = try element.date(firstOf: "period.start")
        if try element.entriesOfAll("reasonCode", tables).contains(where: { $0.meaning == .breastCancer }) {
            coverage.add(resource.type.rawValue, .used)
            try enter([.visit], of: resource, date: date)
            return
        }
        var reasons: [Reference] = []
        for reason in try element.elements("reasonReference") {
            if let condition = try reason.reference(to: .condition, scope: resource.place.scope) {
                reasons.append(condition)
            }
        }
        guard !reasons.isEmpty, let fact = try enter([.visitByReason], of: resource, date: date) else {
            return try ignore(resource, "a visit whose reason is not breast cancer")
        }
        coverage.add(resource.type.rawValue, .used)
        for reason in reasons { link(fact, .visitReason, reason) }
    }
}
