/// Who the resources are about: numbers for references to patients, whether the patient was read before or comes later.
struct SubjectTable {
    private var numbers: [ReferenceKey: Int32] = [:]
    // For each subject the key by which to look where its own bundle does not have the patient.
    private var seconds: [ReferenceKey] = []
    private var patients: [ReferenceKey: Int32] = [:]
    // Keys that two different persons have.
    private var ambiguous: Set<ReferenceKey> = []

    /// How many there are.
    var count: Int { seconds.count }

    /// The number of the patient that a reference points to.
    mutating func subject(of reference: Reference) -> Int32 {
        if let number = numbers[reference.first] { return number }
        let number = Int32(clamping: seconds.count)
        numbers[reference.first] = number
        seconds.append(reference.second)
        return number
    }

    /// Notes that a patient goes by a reference.
    mutating func enter(patient: Int32, under reference: Reference) {
        patients[reference.first] = patient
        guard reference.second != reference.first else { return }
        if let other = patients[reference.second], other != patient {
            ambiguous.insert(reference.second)
        } else {
            patients[reference.second] = patient
        }
    }

    /// Notes that two persons go by a reference: what names it is of neither.
    mutating func markAmbiguous(_ reference: Reference) { ambiguous.formUnion([reference.first, reference.second]) }

    /// The patient that goes by a reference now.
    func patient(of reference: Reference) -> Int32? {
        for key in [reference.first, reference.second] where !ambiguous.contains(key) {
            if let patient = patients[key] { return patient }
        }
        return nil
    }

    /// The patient of each subject; -1 where the folder has none, or several.
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
