import CivilCalendar
import ClinicalModel
import RosterModel

extension ResourceImporter {
    mutating func readImagingStudy(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let status = try element.text("status") ?? ""
        guard ["available", "unknown"].contains(status) else {
            return try ignore(resource, "status \(ResourceImporter.word(status))")
        }
        var entries = try element.entriesOfAll("procedureCode", tables)
        var sites: [BodySite] = []
        let series = try element.elements("series")
        for one in series {
            if let modality = try one.element("modality")?.codingEntry(tables) { entries.append(modality) }
            if let site = try one.element("bodySite")?.codingEntry(tables), case .site(let named) = site.meaning {
                sites.append(named)
            }
        }
        for modality in try element.elements("modality") {
            if let entry = try modality.codingEntry(tables) { entries.append(entry) }
        }
        var date = try element.date("started")
        if date == nil { date = try series.first?.date("started") }
        try readScan(resource, entries, sites, .untold, date)
    }

    mutating func readReport(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let entries = try element.entries("code", tables)
        let conclusions = try element.entriesOfAll("conclusionCode", tables)
        let date = try element.date(firstOf: "effectiveDateTime", "effectivePeriod.start", "issued")
        if entries.contains(where: { $0.meaning == .cytology }) {
            guard try isFinal(resource) else { return }
            var answers: [Answer] = []
            for entry in conclusions { if case .answer(let answer) = entry.meaning { answers.append(answer) } }
            return try enterCytology(resource, Set(answers).count == 1 ? answers[0] : nil, date)
        }
        guard entries.contains(where: { ResourceImporter.isScan($0.meaning) }) else {
            return try readUnknownReport(resource, conclusions, date)
        }
        let result = scanResult(conclusions)
        guard try isFinal(resource, scan: (ResourceImporter.kind(entries), result)) else { return }
        try readScan(resource, entries, [], result, date)
    }

    /// Handles a report whose code no table knows; asks a question if its conclusion or text mentions the brain.
    private mutating func readUnknownReport(
        _ resource: Resource, _ conclusions: [CodeEntry], _ date: PartialDate?
    ) throws(ElementFault) {
        let concludes = conclusions.contains { $0.meaning == .metastasis(.brain) || $0.meaning == .leptomeningeal }
        let status = try resource.element.text("status") ?? ""
        let isOut = ["entered-in-error", "cancelled"].contains(status)
        var matters = concludes
        if !matters, !isOut { matters = try UnmappedCodeScreen.isOfBrain(resource.element, "code") }
        guard matters, !isOut else {
            return try ignoreUnknown(
                resource, "a report that no rule reads", code: resource.element.shownCode("code"))
        }
        try ask(.headScan, of: resource, date: date)
    }

    /// Returns what was imaged, as far as the codes alone say, before the sites are considered.
    private static func kind(_ entries: [CodeEntry]) -> ImagingKind {
        for entry in entries { if case .imaging(let kind, _) = entry.meaning { return kind } }
        return .mriBrain
    }

    private static func isScan(_ meaning: CodeMeaning) -> Bool {
        switch meaning {
        case .imaging, .imagingByBodySite: true
        case .ignored, .unclear, .breastCancer, .otherCancer, .metastasis, .metastasisByBodySite, .leptomeningeal,
            .symptom, .site, .her2, .receptor, .performance, .diseaseStatus, .stage, .historyOfMetastasis, .answer,
            .specimenNotTissue, .surgery, .radiotherapy, .drug, .intrathecalRoute, .cytology, .status, .visit:
            false
        }
    }

    /// Enters a scan according to its codes, or its codes and sites together.
    mutating func readScan(
        _ resource: Resource, _ entries: [CodeEntry], _ sites: [BodySite], _ result: ScanResult, _ date: PartialDate?
    ) throws(ElementFault) {
        // A code that names the scan outweighs one that names only the technique, and a more specific code a less
        // specific one: their order has no meaning.
        var named: [(kind: ImagingKind, contrast: Contrast)] = []
        for entry in entries {
            if case .imaging(let kind, let contrast) = entry.meaning { named.append((kind, contrast)) }
        }
        if let kind = ImagingKind.allCases.first(where: { kind in named.contains { $0.kind == kind } }) {
            let told = named.filter { $0.kind == kind }.map(\.contrast)
            let contrast = Contrast.allCases.first { told.contains($0) } ?? .unstated
            return try enterScan(resource, kind, result, contrast, date)
        }
        if entries.contains(where: { $0.meaning == .ignored }) {
            return try ignore(resource, "a scan that no rule reads")
        }
        for entry in entries {
            guard case .imagingByBodySite(let isMRI) = entry.meaning else { continue }
            if sites.contains(.brain) || sites.contains(.meninges) {
                return try enterScan(resource, isMRI ? .mriBrain : .ctBrain, result, .unstated, date)
            }
            if sites.contains(.spine), isMRI { return try enterScan(resource, .mriSpine, result, .unstated, date) }
            if sites.contains(.head), isMRI { return try ask(.headScan, of: resource, date: date) }
        }
        if entries.isEmpty || sites.isEmpty, try UnmappedCodeScreen.isOfBrain(resource.element, "procedureCode") {
            return try ask(.headScan, of: resource, date: date)
        }
        try ignore(resource, "a scan that no rule reads")
    }

    mutating func enterScan(
        _ resource: Resource, _ kind: ImagingKind, _ result: ScanResult, _ contrast: Contrast, _ date: PartialDate?
    ) throws(ElementFault) {
        switch kind {
        case .ctBody, .pet:
            return try ignore(resource, "a scan that no rule reads")
        case .mriBrain, .ctBrain, .mriSpine, .mammogram:
            coverage.add(resource.type.rawValue, .used)
            try enter([.scan(kind, result, contrast)], of: resource, date: date)
        }
    }

    /// Returns what the codes of a conclusion say about a scan; the most alarming if they differ.
    func scanResult(_ entries: [CodeEntry]) -> ScanResult {
        entries.lazy.map { ResourceImporter.scanResult($0.meaning) }.max { $0.alarm < $1.alarm } ?? .untold
    }

    private static func scanResult(_ meaning: CodeMeaning) -> ScanResult {
        switch meaning {
        case .leptomeningeal: .meningeal
        case .metastasis(.brain), .answer(.positive): .lesions
        case .answer(.negative), .answer(.normal): .negative
        case .answer(.stable): .stable
        case .answer(.improved), .answer(.completeResponse): .response
        case .answer(.worsened): .progression
        case .answer(.equivocal), .answer(.undetermined): .equivocal
        case .answer(.newLesions): .newLesions
        case .answer(.nonDiagnostic): .nonDiagnostic
        case .ignored, .unclear, .breastCancer, .otherCancer, .metastasis, .metastasisByBodySite, .symptom, .site,
            .her2,
            .receptor, .performance, .diseaseStatus, .stage, .historyOfMetastasis, .answer, .specimenNotTissue,
            .imaging,
            .imagingByBodySite, .surgery, .radiotherapy, .drug, .intrathecalRoute, .cytology, .status, .visit:
            .untold
        }
    }

    // MARK: Appointments and orders

    mutating func readAppointment(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let state: AppointmentState
        switch try element.text("status") ?? "" {
        case "booked", "arrived", "checked-in": state = .booked
        case "cancelled": state = .cancelled
        case "noshow": state = .missed
        case "fulfilled": state = .kept
        case let other: return try ignore(resource, "status \(ResourceImporter.word(other))")
        }
        let entries =
            try element.entriesOfAll("serviceType", tables) + element.entriesOfAll("reasonCode", tables)
            + element.entries("appointmentType", tables)
        var kind: ImagingKind?
        for entry in entries { if kind == nil, case .imaging(let named, _) = entry.meaning { kind = named } }
        let orders = try element.elements("basedOn")
        guard kind != nil || !orders.isEmpty else {
            return try ignore(resource, "an appointment for something else")
        }
        var patient: Int32?
        for participant in try element.elements("participant") {
            guard let actor = try participant.element("actor") else { continue }
            let type = try actor.referenceType()
            guard type == nil || type == ResourceType.patient.rawValue,
                let reference = try actor.reference(to: .patient, scope: resource.place.scope)
            else { continue }
            // Without a type it may be a room: take one that is a known patient, or else the first.
            if type != nil || subjects.patient(of: reference) != nil || patient == nil {
                patient = subjects.subject(of: reference)
                if type != nil { break }
            }
        }
        guard let kind else {
            // The order states what it is for.
            let date = try element.date("start")
            guard let fact = try enter([.appointmentByOrder(state)], of: resource, date: date, subject: patient) else {
                return
            }
            coverage.add(resource.type.rawValue, .used)
            for order in orders {
                if let order = try order.reference(to: .serviceRequest, scope: resource.place.scope) {
                    link(fact, .order, order)
                }
            }
            return
        }
        guard let item = kind.item else { return try ignore(resource, "an appointment for a scan that is no item") }
        coverage.add(resource.type.rawValue, .used)
        try enter([.appointment(item, state)], of: resource, date: try element.date("start"), subject: patient)
    }

    mutating func readOrder(_ resource: inout Resource) throws(ElementFault) {
        for entry in try resource.element.entries("code", tables) {
            if case .imaging(let kind, _) = entry.meaning { know(.imaging(kind), of: resource) }
        }
        coverage.add(resource.type.rawValue, .ignored, "an order, which is no event")
    }
}
