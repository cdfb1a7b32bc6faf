import ClinicalModel

/// The patients of the folder, each once, however many resources there are of one.
struct PatientTable {
    struct Entry {
        var patient: Patient
        /// The system of the record number, by its place among `systems`.
        var system: Int32
        var version: Version
        /// How many resources, each in its latest version, give this number.
        var resources = 1
        /// The patient whose record this one was merged into; -1 where it stands for itself.
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

    /// Enters a patient, or a newer version of one; without a version it could not be read, and replaces nothing.
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

    /// The patient with a number, where one is entered.
    func patient(_ system: String, _ mrn: String) -> Int32? { byNumber[PatientTable.key(system, mrn)] }

    /// Notes that a newer version of a resource gives another number, or the same once more: where nothing else gives the one
    /// that it gave, it was never anybody's.
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

    /// Who a patient's records belong to in the end.
    func survivor(of patient: Int32) -> Int32 {
        var current = patient
        // A ring of merges ends where it began.
        for _ in 0..<16 where entries[Int(current)].mergedInto >= 0 { current = entries[Int(current)].mergedInto }
        return current
    }
}
