import JSONText
import RosterReading

/// What cannot be read: set aside against everyone whom it is about, and never lost in silence.
extension Intake {
    /// Sets aside a record that cannot be read, against everyone whom it names; a patient stays.
    mutating func takeBroken(_ bytes: [UInt8], _ place: RecordPlace, _ fault: FieldFault) {
        let broken = BrokenRecord(bytes)
        var place = place
        place.fullURL = broken.fullURL
        guard broken.type == .patient else {
            var subjects: Set<Int32> = []
            for element in broken.subjects {
                if let reference = try? element.reference(to: .patient, scope: place.scope) {
                    subjects.insert(self.subjects.subject(of: reference))
                }
            }
            return setAside(broken.type?.rawValue ?? "?", place, subjects, fault)
        }
        var resource = Resource(broken.members, type: .patient, place: place)
        try? resource.readIdentity()
        // Without any name of its own it cannot be told from another line tomorrow.
        let isNamed = !resource.references.isEmpty || broken.members["identifier"] != nil
        if isNamed { enterUnreadable(resource) }
        setAside(
            ResourceType.patient.rawValue, place,
            resource.references.first.map { [subjects.subject(of: $0)] } ?? [], fault)
    }

    /// Sets a resource aside and tells why.
    mutating func setAside(_ type: String, _ place: RecordPlace, _ subject: Int32?, _ fault: FieldFault) {
        setAside(type, place, subject.map { [$0] } ?? [], fault)
    }

    /// Tells that a resource that is used contradicts another, and that its patients are incomplete.
    mutating func setAside(_ place: RecordPlace, patients: [Int32], _ fault: FieldFault) {
        logs[place.file].add(files[place.file], line: place.line, fault)
        rejectedCount += 1
        for patient in Set(patients) { contradicted[patient, default: 0] += 1 }
    }

    /// Sets a record aside against everyone whom it is about, and tells why.
    private mutating func setAside(
        _ type: String, _ place: RecordPlace, _ subjects: Set<Int32>, _ fault: FieldFault
    ) {
        coverage.add(type, .setAside, fault.kind.rawValue)
        logs[place.file].add(files[place.file], line: place.line, fault)
        rejectedCount += 1
        for subject in subjects { rejected[subject, default: 0] += 1 }
        if subjects.isEmpty { unclaimed[place.scope, default: 0] += 1 }
    }
}
