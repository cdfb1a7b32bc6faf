import CivilCalendar
import ClinicalModel
import JSONText
import RosterModel

extension ResourceImporter {
    mutating func readDrug(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        guard let given = try courseDates(of: resource) else { return }
        let isIntrathecal = try isIntrathecal(element)
        if let concept = try element.element("medicationCodeableConcept") {
            return try enterDrug(resource, concept, given, isIntrathecal: isIntrathecal)
        }
        guard let medication = try element.element("medicationReference") else {
            return try ignore(resource, "a record of a drug that names none")
        }
        if let text = try medication.text("reference"), text.hasPrefix("#") {
            guard let contained = try resource.contained(String(text.dropFirst())),
                let code = try contained.element("code")
            else { return try ignore(resource, "a record of a drug that names none") }
            return try enterDrug(resource, code, given, isIntrathecal: isIntrathecal)
        }
        guard let reference = try medication.reference(to: .medication, scope: resource.place.scope) else {
            return try ignore(resource, "a record of a drug that names none")
        }
        coverage.add(resource.type.rawValue, .used)
        let isOncological = try isOncological(element)
        guard let number = try enterCourse(resource, .unknownDrug(isOncological), given) else { return }
        for fact in number..<facts.count { link(fact, .medication, reference) }
    }

    /// The dates of a course, as one record states them.
    struct CourseDates {
        let start: PartialDate?
        let end: PartialDate?
        let isOver: Bool
    }

    private mutating func courseDates(of resource: Resource) throws(ElementFault) -> CourseDates? {
        let element = resource.element
        let status = try element.text("status") ?? ""
        switch resource.type {
        case .medicationRequest:
            let intent = try element.text("intent") ?? ""
            if try element.boolean("doNotPerform") == true {
                return try ignored(resource, "an order not to give a drug")
            }
            if ["proposal", "plan", "option"].contains(intent) { return try ignored(resource, "intent \(intent)") }
            guard ["active", "completed", "stopped", "on-hold"].contains(status) else {
                return try ignored(resource, "status \(ResourceImporter.word(status))")
            }
            var end: PartialDate?
            if status == "completed" || status == "stopped" {
                end = try element.date(firstOf: "dispenseRequest.validityPeriod.end")
                for dosage in try element.elements("dosageInstruction") where end == nil {
                    end = try dosage.date(firstOf: "timing.repeat.boundsPeriod.end")
                }
            }
            return CourseDates(
                start: try element.date("authoredOn"), end: end, isOver: status != "active")
        case .medicationAdministration:
            guard status == "completed" || status == "in-progress" else {
                return try ignored(resource, "status \(ResourceImporter.word(status))")
            }
            let start = try element.date(firstOf: "effectiveDateTime", "effectivePeriod.start")
            return CourseDates(start: start, end: nil, isOver: false)
        case .medicationDispense:
            guard status == "completed" else { return try ignored(resource, "status \(ResourceImporter.word(status))") }
            let start = try element.date(firstOf: "whenHandedOver", "whenPrepared")
            return CourseDates(start: start, end: nil, isOver: false)
        case .medicationStatement:
            guard ["active", "completed", "stopped", "on-hold"].contains(status) else {
                return try ignored(resource, "status \(ResourceImporter.word(status))")
            }
            let start = try element.date(firstOf: "effectiveDateTime", "effectivePeriod.start", "dateAsserted")
            let end = try element.date(firstOf: "effectivePeriod.end")
            return CourseDates(start: start, end: end, isOver: status != "active")
        case .patient, .condition, .observation, .procedure, .imagingStudy, .diagnosticReport, .medication,
            .appointment,
            .specimen, .bodyStructure, .serviceRequest, .encounter:
            return nil
        }
    }

    private mutating func ignored(_ resource: Resource, _ reason: String) throws(ElementFault) -> CourseDates? {
        try ignore(resource, reason)
        return nil
    }

    private func isIntrathecal(_ element: Element) throws(ElementFault) -> Bool {
        if let dosage = element.json["dosage"]?.objectValue {
            let inner = Element(dosage, path: element.path + ".dosage")
            return try inner.entries("route", tables).contains { $0.meaning == .intrathecalRoute }
        }
        for key in ["dosageInstruction", "dosage"] {
            for dosage in try element.elements(key) {
                if try dosage.entries("route", tables).contains(where: { $0.meaning == .intrathecalRoute }) {
                    return true
                }
            }
        }
        return false
    }

    private mutating func enterDrug(
        _ resource: Resource, _ concept: Element, _ given: CourseDates, isIntrathecal: Bool
    ) throws(ElementFault) {
        let entries = try concept.entries(tables)
        var names: [String] = []
        for entry in entries { if case .drug(let name) = entry.meaning, !names.contains(name) { names.append(name) } }
        if names.count > 1 {
            let text = "its codes name different drugs: \(names.sorted().joined(separator: ", "))"
            return try ask(.unclearCode, text, of: resource, date: given.start)
        }
        if names.isEmpty, entries.contains(where: { $0.meaning == .ignored }) {
            return try ignore(resource, "a drug that no rule needs")
        }
        if let name = names.first {
            coverage.add(resource.type.rawValue, .used)
            let full = isIntrathecal ? Agent.intrathecalPrefix + name : name
            _ = try enterCourse(resource, .known(drug(full)), given)
            return
        }
        let shown = try Element(["c": .object(concept.json)], path: concept.path).shownCode("c")
        guard try isOncological(resource.element) else {
            return try ignoreUnknown(
                resource, "a drug that no table knows, and no record says is against cancer", code: shown)
        }
        try ask(.unknownDrug, shown, of: resource, date: given.start)
    }

    private enum Course {
        case known(UInt32)
        /// It is named by a reference; the value says whether the record calls it a drug against cancer.
        case unknownDrug(Bool)
    }

    private mutating func enterCourse(
        _ resource: Resource, _ course: Course, _ given: CourseDates
    ) throws(ElementFault) -> Int? {
        let number: UInt32
        switch course {
        case .known(let known): number = known
        case .unknownDrug(let isOncological):
            number = isOncological ? FactContent.drugAgainstCancer : FactContent.drugUnknown
        }
        let state: DrugState = given.isOver && given.end == nil ? .startedAndOver : .started
        guard let first = try enter([.drug(number: number, state)], of: resource, date: given.start) else { return nil }
        if let end = given.end { facts.append(facts[first], content: .drug(number: number, .stopped), date: end) }
        return first
    }

    /// Returns whether the record itself says that the drug is against cancer.
    private func isOncological(_ element: Element) throws(ElementFault) -> Bool {
        if try element.hasProfile(
            "mcode-cancer-related-medication-request", "mcode-cancer-related-medication-administration",
            "mcode-cancer-related-medication-statement")
        {
            return true
        }
        return try element.entriesOfAll("reasonCode", tables).contains { entry in
            switch entry.meaning {
            case .breastCancer, .metastasis, .metastasisByBodySite, .leptomeningeal: true
            case .ignored, .unclear, .otherCancer, .symptom, .site, .her2, .receptor, .performance, .diseaseStatus,
                .stage, .historyOfMetastasis, .answer, .specimenNotTissue, .imaging, .imagingByBodySite, .surgery,
                .radiotherapy, .drug, .intrathecalRoute, .cytology, .status, .visit:
                false
            }
        }
    }

    mutating func readMedication(_ resource: inout Resource) throws(ElementFault) {
        coverage.add(resource.type.rawValue, .used)
        var names = try resource.element.entries("code", tables)
        for ingredient in try resource.element.elements("ingredient") where names.isEmpty {
            names = try ingredient.entries("itemCodeableConcept", tables)
        }
        for entry in names {
            if case .drug(let name) = entry.meaning { return know(.drug(number: drug(name)), of: resource) }
        }
    }
}
