import RosterReading

/// Patients whose records were merged into those of others.
extension Intake {
    /// Notes who replaces a patient, as this version of the resource says.
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

    /// Follows the merges, now that all patients are read. Where they contradict each other each patient stands for itself, and
    /// it is told.
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
