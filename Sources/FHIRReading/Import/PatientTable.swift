import ClinicalModel

/// The patients of the folder, each once, however many resources they have.
struct PatientTable {
    struct Entry {
        var patient: Patient
        /// The system of the record number, as an index into `systems`.
        var system: Int32
        var version: Version
        /// The number of resources whose latest version gives this number.
        var resources = 1
        /// The patient whose record this one was merged into; -1 if none.
        var mergedInto: Int32 = -1
    }

    private(set) var entries: [Entry] = []
    private(set) var systems: [String] = []
    private var systemNumbers: [String: Int32] = [:]
    private var byNumber: [ReferenceKey: Int32] = [:]

    mutating func system(_ name: String) -> Int32 {
        if let number = systemNumbers[name] { return number }
        let number = Int32(clamping: systems.count)
        systems.append(name)
        systemNumbers[name] = number
        return number
    }

    /// Adds a patient, or a newer version of one; without a version, the resource was unreadable and replaces nothing.
    mutating func enter(_ patient: Patient, system: String, version: Version?) -> Int32 {
        let key = PatientTable.key(system, patient.mrn)
        if let number = byNumber[key] {
            if let version, entries[Int(number)].version <= version {
                entries[Int(number)].patient = patient
                entries[Int(number)].version = version
            }
            entries[Int(number)].resources += 1
            return number
        }
        let number = Int32(clamping: entries.count)
        byNumber[key] = number
        entries.append(Entry(patient: patient, system: self.system(system), version: version ?? .untold))
        return number
    }

    /// Returns the patient with this number, if present.
    func patient(_ system: String, _ mrn: String) -> Int32? { byNumber[PatientTable.key(system, mrn)] }

    /// Notes that a newer version of a resource gives a different number, or the same once more. If nothing else gives
    /// its earlier number, that number was never in use.
    mutating func supersede(_ old: Int32, by new: Int32) {
        entries[Int(old)].resources -= 1
        guard old != new, entries[Int(old)].resources == 0 else { return }
        let entry = entries[Int(old)]
        byNumber[PatientTable.key(systems[Int(entry.system)], entry.patient.mrn)] = nil
        entries[Int(old)].mergedInto = new
    }

    private static func key(_ system: String, _ mrn: String) -> ReferenceKey {
        ReferenceKey(type: "Patient?", scope: Reference.everywhere, id: system + "|" + mrn)
    }

    mutating func merge(_ patient: Int32, into other: Int32) {
        if patient != other { entries[Int(patient)].mergedInto = other }
    }

    /// Follows all merges to their ends. Where patients are merged into each other in a ring, the survivor is
    /// unknown, and each stands for itself.
    ///
    /// - Returns: The patients of the rings.
    mutating func settleMerges() -> [Int32] {
        guard entries.contains(where: { $0.mergedInto >= 0 }) else { return [] }
        var rings: [Int32] = []
        var isSettled = [Bool](repeating: false, count: entries.count)
        for start in entries.indices {
            var path: [Int32] = []
            var places: [Int32: Int] = [:]
            var current = Int32(clamping: start)
            while !isSettled[Int(current)], places[current] == nil, entries[Int(current)].mergedInto >= 0 {
                places[current] = path.count
                path.append(current)
                current = entries[Int(current)].mergedInto
            }
            if let first = places[current] {
                for member in path[first...] {
                    entries[Int(member)].mergedInto = -1
                    isSettled[Int(member)] = true
                }
                rings += path[first...]
                path.removeSubrange(first...)
            }
            isSettled[Int(current)] = true
            let survivor = survivor(of: current)
            for member in path {
                entries[Int(member)].mergedInto = survivor
                isSettled[Int(member)] = true
            }
        }
        return rings
    }

    /// Returns the patient a record belongs to in the end, after the merges are settled.
    func survivor(of patient: Int32) -> Int32 {
        let other = entries[Int(patient)].mergedInto
        return other >= 0 ? other : patient
    }
}

/// The subjects of resources: numbers for references to patients, whether the patient was read earlier or comes later.
struct SubjectTable {
    private var numbers: [ReferenceKey: Int32] = [:]
    // For each subject the second key to look up if its own bundle lacks the patient.
    private var seconds: [ReferenceKey] = []
    private var patients: [ReferenceKey: Int32] = [:]
    // Keys shared by two different persons.
    private var ambiguous: Set<ReferenceKey> = []

    /// The number of subjects.
    var count: Int { seconds.count }

    /// Returns the number of the patient that a reference points to.
    mutating func subject(of reference: Reference) -> Int32 {
        if let number = numbers[reference.first] { return number }
        let number = Int32(clamping: seconds.count)
        numbers[reference.first] = number
        seconds.append(reference.second)
        return number
    }

    /// Notes that a reference identifies a patient.
    mutating func enter(patient: Int32, under reference: Reference) {
        patients[reference.first] = patient
        guard reference.second != reference.first else { return }
        if let other = patients[reference.second], other != patient {
            ambiguous.insert(reference.second)
        } else {
            patients[reference.second] = patient
        }
    }

    /// Notes that two persons share a reference: it identifies neither.
    mutating func markAmbiguous(_ reference: Reference) { ambiguous.formUnion([reference.first, reference.second]) }

    /// Returns the patient that a reference identifies now.
    func patient(of reference: Reference) -> Int32? {
        for key in [reference.first, reference.second] where !ambiguous.contains(key) {
            if let patient = patients[key] { return patient }
        }
        return nil
    }

    /// Returns the patient of each subject; -1 if the folder has none, or several.
    func resolved() -> [Int32] {
        var resolved = [Int32](repeating: -1, count: seconds.count)
        for (key, number) in numbers {
            if let patient = patients[key], !ambiguous.contains(key) {
                resolved[Int(number)] = patient
            } else if let patient = patients[seconds[Int(number)]], !ambiguous.contains(seconds[Int(number)]) {
                resolved[Int(number)] = patient
            }
        }
        return resolved
    }
}
