import CivilCalendar
import ClinicalModel
import RosterModel

extension ResourceImporter {
    mutating func readPatient(_ resource: inout Resource) throws(ElementFault) {
        let element = resource.element
        let (system, written) = try recordNumber(of: resource)
        let number = ResourceImporter.typeable(written)
        let key = resource.references.first?.first
        let known = key.flatMap { patientResources[$0] }
        let name = try officialName(of: element)
        let patient = Patient(
            mrn: number, familyName: try name?.text("family") ?? "",
            givenName: try name?.texts("given").joined(separator: " ") ?? "", birthDate: birthDate(of: resource),
            sex: try element.text("gender") ?? "",
            clinic: try element.element("managingOrganization")?.text("display") ?? "",
            clinician: try element.elements("generalPractitioner").first?.text("display") ?? "",
            row: Int32(clamping: resource.place.line))
        let isOlder = known.map { $0.version > resource.version } ?? false
        let isAnother = known.map { patients.entries[Int($0.entry)] }.map { holder in
            (holder.patient.mrn != number || patients.systems[Int(holder.system)] != system)
                && (known?.version == resource.version || holder.patient.contradicts(patient))
        }
        if isOlder, isAnother == false { return coverage.add(resource.type.rawValue, .ignored, "an older version") }
        let before = patients.patient(system, number).map { ($0, patients.entries[Int($0)].patient) }
        let entered = patients.enter(patient, system: system, version: resource.version)
        note(patient: entered, of: resource.place.scope)
        if number != written {
            setAside(
                resource, against: [entered],
                "the record number holds control characters or is longer than \(ResourceImporter.longestNumber) bytes; it is shown with "
                    + "them written out")
        }
        if let (other, person) = before, known?.entry != other, person.contradicts(patient) {
            setAside(
                resource, against: [entered],
                "another Patient resource has this record number, and another name or date of birth")
        }
        if let known, let reference = resource.references.first {
            if isAnother == true {
                subjects.markAmbiguous(reference)
                setAside(
                    resource, against: [known.entry, entered],
                    "another Patient resource has this id, and another record number: whose the records are that name the id "
                        + "cannot be told")
            } else {
                patients.supersede(known.entry, by: entered)
            }
        }
        if let key, !isOlder { patientResources[key] = (resource.version, entered) }
        for reference in resource.references { subjects.enter(patient: entered, under: reference) }
        for identifier in try element.elements("identifier") {
            guard let value = try identifier.text("value"), try !isPrivate(identifier) else { continue }
            subjects.enter(
                patient: entered,
                under: Element.identifierReference(.patient, system: try identifier.text("system") ?? "", value: value))
        }
        try noteMerges(of: resource, entered)
        coverage.add(resource.type.rawValue, .used)
        try readDeath(of: resource)
    }

    private static let longestNumber = 200

    /// Returns the record number in a form that people can type: the service accepts no other.
    private static func typeable(_ number: String) -> String {
        let isFit =
            number.utf8.count <= longestNumber
            && number.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) }
        return isFit ? number : ShownText.of(number, upTo: longestNumber / 4)
    }

    /// Reports that a Patient resource contradicts a different one, or that its number is unusable as it is.
    private mutating func setAside(_ resource: Resource, against patients: [Int32], _ reason: String) {
        setAside(
            resource.place, patients: patients,
            FieldFault(
                element: "Patient.identifier", kind: .conflictingPatient, reason: reason,
                remedy: "correct the record number or the id at its source, or read the two exports apart"))
    }

    /// Returns the date of birth; an unreadable one is set aside, and the patient stays.
    private mutating func birthDate(of resource: Resource) -> PartialDate? {
        do throws(ElementFault) {
            return try resource.element.date("birthDate")
        } catch {
            setAside(
                resource.type.rawValue, resource.place, resource.references.first.map { subjects.subject(of: $0) },
                FieldFault(
                    element: error.path, kind: .badElement, reason: error.reason,
                    remedy: "correct the resource at its source, and export again"))
            return nil
        }
    }

    /// Enters a patient whose resource cannot be read: no patient disappears because of a fault.
    mutating func enterUnreadable(_ resource: Resource) {
        let (system, number) = (try? recordNumber(of: resource)) ?? ("", resource.identity)
        let patient = Patient(mrn: ResourceImporter.typeable(number), row: Int32(clamping: resource.place.line))
        let entered = patients.enter(patient, system: system, version: nil)
        note(patient: entered, of: resource.place.scope)
        for reference in resource.references { subjects.enter(patient: entered, under: reference) }
    }

    private mutating func readDeath(of resource: Resource) throws(ElementFault) {
        let element = resource.element
        guard let reference = resource.references.first else { return }
        let subject = subjects.subject(of: reference)
        if let date = try element.date("deceasedDateTime") {
            try enter([.status(.deceased)], of: resource, date: date, subject: subject)
        } else if try element.boolean("deceasedBoolean") == true {
            try enter([.open(.deathDate, detail: 0)], of: resource, date: nil, subject: subject)
        } else {
            withdraw(resource)
        }
    }

    /// Returns the record number: the identifier typed MR; else an official or usual one; else any other than a social
    /// security, tax, passport or driving licence number; else the id of the resource, unique in its bundle or folder.
    private func recordNumber(of resource: Resource) throws(ElementFault) -> (system: String, number: String) {
        var best: (rank: Int, system: String, number: String)?
        for identifier in try resource.element.elements("identifier") {
            guard let value = try identifier.text("value")?.trimmed, !value.isEmpty, try !isPrivate(identifier),
                try identifier.text("use") != "old"
            else { continue }
            let use = try identifier.text("use")
            let rank =
                try identifier.codes("type").contains("MR") ? 0 : use == "official" ? 1 : use == "usual" ? 2 : 3
            if best.map({ rank < $0.rank }) ?? true { best = (rank, try identifier.text("system") ?? "", value) }
        }
        if let best { return (best.system, best.number) }
        let scope = resource.place.scope == Reference.everywhere ? "" : files[resource.place.file].rawValue
        return (resource.id.utf8.count == 36 ? "" : scope, resource.identity)
    }

    private func isPrivate(_ identifier: Element) throws(ElementFault) -> Bool {
        if try identifier.text("system") == "http://hl7.org/fhir/sid/us-ssn" { return true }
        return try identifier.codes("type").contains { ["SS", "SB", "TAX", "PPN", "DL"].contains($0) }
    }

    private func officialName(of element: Element) throws(ElementFault) -> Element? {
        let names = try element.elements("name")
        for use in ["official", "usual"] {
            for name in names where try name.text("use") == use { return name }
        }
        return names.first
    }
}

extension Patient {
    /// Returns whether two records with one number can hardly be the same person.
    fileprivate func contradicts(_ other: Patient) -> Bool {
        if let birthDate, let another = other.birthDate {
            return birthDate.last < another.first || another.last < birthDate.first
        }
        func differ(_ one: String, _ another: String) -> Bool {
            !one.isEmpty && !another.isEmpty && one.lowercased() != another.lowercased()
        }
        return differ(familyName, other.familyName) && differ(givenName, other.givenName)
    }
}

/// Handles patients whose records were merged into others.
extension ResourceImporter {
    /// Notes who replaces a patient, according to this version of the resource.
    mutating func noteMerges(of resource: Resource, _ patient: Int32) throws(ElementFault) {
        var said: [PatientMerge] = []
        for link in try resource.element.elements("link") where try link.text("type") == "replaced-by" {
            guard let other = try link.element("other")?.reference(to: .patient, scope: resource.place.scope) else {
                continue
            }
            said.append(PatientMerge(patient: patient, into: other, place: resource.place))
        }
        let own = Reference(type: resource.type.rawValue, scope: resource.place.scope, id: resource.identity)
        if !said.isEmpty || merges[own.first] != nil { merges[own.first] = said }
    }

    /// Follows the merges once all patients are read. Where they contradict each other, each patient stays separate and
    /// the contradiction is reported.
    mutating func followMerges() {
        let said = merges.values.joined().sorted { ($0.place.file, $0.place.line) < ($1.place.file, $1.place.line) }
        merges = [:]
        var targets: [Int32: Set<Int32>] = [:]
        for merge in said {
            guard let into = subjects.patient(of: merge.into), into != merge.patient else { continue }
            targets[merge.patient, default: []].insert(into)
        }
        for (patient, others) in targets {
            if others.count == 1, let other = others.first { patients.merge(patient, into: other) }
        }
        let rings = Set(patients.settleMerges())
        var told: Set<Int32> = []
        for merge in said {
            let isInRing = rings.contains(merge.patient)
            guard isInRing || targets[merge.patient, default: []].count > 1, told.insert(merge.patient).inserted else {
                continue
            }
            setAside(
                merge.place, patients: [merge.patient],
                FieldFault(
                    element: "Patient.link", kind: .contradictoryMerge,
                    reason: isInRing
                        ? "the patient is replaced by one who, from link to link, is replaced by this one: each stands for itself"
                        : "the patient is replaced by several others: it stands for itself",
                    remedy: "correct the links of type replaced-by at their source"))
        }
    }
}

/// Who replaces the patient of a Patient resource.
struct PatientMerge {
    let patient: Int32
    let into: Reference
    let place: RecordPlace
}
