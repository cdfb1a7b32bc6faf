import JSONText
import RosterModel

/// Imports resources one by one, and decides what is kept of each and how it is counted.
///
/// Nothing is decided that a later resource could change; the derivation does that after everything is read.
struct ResourceImporter {
    let tables: CodeTables
    let limits: FHIRLimits
    var files: [RosterFile] = []
    var patients = PatientTable()
    var subjects = SubjectTable()
    var facts = FactStore()
    var links: [PendingLink] = []
    var targets: [ReferenceKey: ReferenceTarget] = [:]
    var coverage = Coverage()
    var logs: [FaultLog] = []
    /// Codes that no table knows, as displayed.
    var unknownCodes: Set<String> = []
    /// The number of resources set aside of a known patient, by subject.
    var rejected: [Int32: Int32] = [:]
    var rejectedCount = 0
    /// The number of resources set aside without a known owner, by the bundle they are in, or the whole folder.
    var unclaimed: [Int: Int] = [:]
    /// The only patient of each bundle; -1 if there are several.
    private(set) var onlyPatients: [Int: Int32] = [:]
    /// The number of records that contradict a different record of the patient, by patient.
    var contradicted: [Int32: Int32] = [:]
    /// For each Patient resource the version in effect, and its patient.
    var patientResources: [ReferenceKey: (version: Version, entry: Int32)] = [:]
    /// What patients were merged into, by Patient resource; followed once all are read.
    var merges: [ReferenceKey: [PatientMerge]] = [:]
    private(set) var drugs: [String] = []
    private(set) var texts: [String] = [""]
    private var drugNumbers: [String: UInt32] = [:]
    private var textNumbers: [String: UInt32] = ["": 0]
    /// Ids that do not fit in 16 bytes.
    private(set) var longIDs: [String] = []
    private var longIDNumbers: [String: Int] = [:]

    init(tables: CodeTables, limits: FHIRLimits) {
        self.tables = tables
        self.limits = limits
    }

    /// Starts a file.
    mutating func begin(_ file: RosterFile) -> Int {
        files.append(file)
        logs.append(FaultLog())
        return files.count - 1
    }

    mutating func drug(_ name: String) -> UInt32 {
        if let number = drugNumbers[name] { return number }
        let number = UInt32(drugs.count)
        drugs.append(name)
        drugNumbers[name] = number
        return number
    }

    mutating func text(_ text: String) -> UInt32 {
        if let number = textNumbers[text] { return number }
        // A folder that says something different every time must not fill memory.
        guard texts.count < 100_000 else { return 0 }
        let number = UInt32(texts.count)
        texts.append(text)
        textNumbers[text] = number
        return number
    }

    mutating func longID(_ id: String) -> Int {
        if let number = longIDNumbers[id] { return number }
        longIDs.append(id)
        longIDNumbers[id] = longIDs.count - 1
        return longIDs.count - 1
    }

    /// Notes that a patient is in a bundle.
    mutating func note(patient: Int32, of scope: Int) {
        guard scope != Reference.everywhere else { return }
        if let known = onlyPatients[scope], known != patient {
            onlyPatients[scope] = -1
        } else {
            onlyPatients[scope] = patient
        }
    }

    /// Imports the bytes of one record.
    mutating func take(_ record: RecordText, _ bytes: [UInt8], file: Int, scope: Int) {
        var place = RecordPlace(file: file, line: record.line, scope: scope)
        if record.isTooLarge {
            return takeMalformed(
                bytes, place,
                FieldFault(
                    element: nil, kind: .resourceTooLarge,
                    reason: "a resource is larger than \(limits.resource) bytes",
                    remedy: "leave out attachments and images from the export"))
        }
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONParser(maximumDepth: limits.depth).parse(bytes)
        } catch {
            return takeMalformed(
                bytes, place,
                FieldFault(
                    element: nil, kind: .badResource,
                    reason: "no valid JSON: \(error.fault.explanation), at byte \(error.offset) of the record",
                    remedy: ResourceImporter.remedy(error.fault)))
        }
        guard let object = value.objectValue else {
            return setAside("?", place, nil, ResourceImporter.noResource)
        }
        switch record.shape {
        case .resource:
            take(object, place)
        case .entry:
            takeEntry(object, &place)
        case .document:
            takeDocument(object, place)
        }
    }

    private mutating func takeEntry(_ entry: JSONObject, _ place: inout RecordPlace) {
        place.fullURL = entry["fullUrl"]?.stringValue
        guard let resource = entry["resource"], !resource.isNull else {
            if let request = entry["request"]?.objectValue, request["method"]?.stringValue == "DELETE" {
                return takeDeletion(of: request["url"]?.stringValue ?? "", place)
            }
            return coverage.add("?", .ignored, "an entry without a resource")
        }
        guard let object = resource.objectValue else { return setAside("?", place, nil, ResourceImporter.noResource) }
        take(object, place)
    }

    static let noResource = FieldFault(
        element: "resourceType", kind: .badResource, reason: "the record is no FHIR resource",
        remedy: "export FHIR R4 resources, each with its resourceType")

    private static func remedy(_ fault: JSONFault) -> String {
        let text = fault.remedy
        let first = text.prefix(1).lowercased() + text.dropFirst()
        return first.hasSuffix(".") ? String(first.dropLast()) : first
    }

    /// Imports the rest of a document whose entries were cut out of it.
    private mutating func takeDocument(_ object: JSONObject, _ place: RecordPlace) {
        if let type = object["resourceType"]?.stringValue {
            if type != "Bundle" { take(object, place) }
            return
        }
        // The manifest of a bulk export.
        if object["output"]?.arrayValue != nil, object["transactionTime"] != nil { return }
        setAside("?", place, nil, ResourceImporter.noResource)
    }

    /// Imports a resource.
    mutating func take(_ object: JSONObject, _ place: RecordPlace) {
        guard let name = object["resourceType"]?.stringValue else {
            return setAside("?", place, nil, ResourceImporter.noResource)
        }
        if name == "Bundle" { return takeBundle(object, place) }
        guard let type = ResourceType(rawValue: name) else {
            let isName = name.utf8.count <= 64 && name.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
            coverage.add(isName ? name : "?", .ignored, "no rule reads resources of this type")
            return
        }
        var resource = Resource(object, type: type, place: place)
        do throws(ElementFault) {
            try resource.readIdentity()
            let before = facts.count
            try read(&resource)
            if try resource.hasUnknownModifiers, facts.count > before || type == .patient {
                // An unknown modifier may invert the meaning.
                for number in before..<facts.count { facts[number].isReplaced = true }
                setAside(
                    name, place,
                    type == .patient
                        ? resource.references.first.map { subjects.subject(of: $0) } : try subject(of: resource),
                    FieldFault(
                        element: "\(name).modifierExtension", kind: .badElement,
                        reason: "the resource says that something unknown here may change its meaning",
                        remedy: "look at what it means, and export the resource without it or not at all"))
            }
        } catch {
            if type == .patient { enterUnreadable(resource) }
            let subject =
                type == .patient
                ? resource.references.first.map { subjects.subject(of: $0) } : (try? subject(of: resource)) ?? nil
            setAside(
                name, place, subject,
                FieldFault(
                    element: error.path, kind: .badElement, reason: error.reason,
                    remedy: "correct the resource at its source, and export again"))
        }
    }

    /// Handles bundles inside bundles, and bundles as lines.
    private mutating func takeBundle(_ object: JSONObject, _ place: RecordPlace) {
        for entry in object["entry"]?.arrayValue ?? [] {
            guard let entry = entry.objectValue else {
                setAside("?", place, nil, ResourceImporter.noResource)
                continue
            }
            var inner = place
            takeEntry(entry, &inner)
        }
    }

    private mutating func read(_ resource: inout Resource) throws(ElementFault) {
        switch resource.type {
        case .patient: try readPatient(&resource)
        case .condition: try readCondition(&resource)
        case .observation: try readObservation(&resource)
        case .procedure: try readProcedure(&resource)
        case .imagingStudy: try readImagingStudy(&resource)
        case .diagnosticReport: try readReport(&resource)
        case .medicationRequest, .medicationAdministration, .medicationStatement, .medicationDispense:
            try readDrug(&resource)
        case .medication: try readMedication(&resource)
        case .appointment: try readAppointment(&resource)
        case .specimen: try readSpecimen(&resource)
        case .bodyStructure: try readBodyStructure(&resource)
        case .serviceRequest: try readOrder(&resource)
        case .encounter: try readEncounter(&resource)
        }
    }
}
