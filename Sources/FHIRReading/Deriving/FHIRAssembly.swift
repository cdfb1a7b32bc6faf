import ClinicalModel
import RosterModel

/// Builds the roster from everything that was imported.
struct FHIRAssembly {
    private var importer: ResourceImporter
    /// The number of facts of patients who are not in the folder.
    private var orphans = 0
    /// The number of resources set aside whose patient is unnamed or not in the folder.
    private var unknown = 0

    /// Consumes everything that was imported: a second copy would be as large.
    init(_ importer: consuming ResourceImporter) { self.importer = importer }

    /// Builds the reading of these files. The imported data is gone afterwards.
    mutating func reading(files: [FileFingerprint]) -> RosterReading {
        importer.followLinks()
        importer.followMerges()
        importer.facts.forgetIDs()
        let (people, numbers) = roster()
        let owners = owners(numbers)
        importer.patients = PatientTable()
        importer.subjects = SubjectTable()
        let starts = importer.facts.group(owners: people.count + 1)
        var places = ResourcePlaces(
            files: importer.files.map(\.rawValue), types: ResourceType.names, texts: importer.longIDs)
        var events = RosterEvents()
        var contents: [EventContent: UInt32] = [:]
        // Reserved memory that is never used is never touched, whereas growing would copy.
        events.reserve(importer.facts.count)
        places.reserve(importer.facts.count)
        var eventStarts = [0]
        eventStarts.reserveCapacity(people.count + 1)
        var rejected = rejected(owners, numbers, of: people.count)
        var questions: [Question] = []
        for patient in people.indices {
            let facts = importer.facts.take(Int(starts[patient])..<Int(starts[patient + 1]))
            let derived = PatientDerivation(
                facts, birthDate: people[patient].birthDate, drugs: importer.drugs, texts: importer.texts)
            var rows = [Int32](repeating: 0, count: derived.facts.count)
            for event in derived.events {
                let row = FHIRAssembly.row(of: event.fact, in: derived, &rows, &places)
                let content = contents[event.content] ?? events.enter(event.content)
                contents[event.content] = content
                events.append(date: event.date, content: content, row: row)
            }
            for question in derived.questions {
                let row = FHIRAssembly.row(of: question.fact, in: derived, &rows, &places)
                questions.append(
                    Question(
                        patient: Int32(clamping: patient), row: row, date: question.date, kind: question.kind,
                        detail: question.detail))
                guard question.kind.setsRecordAside else { continue }
                rejected[patient] += 1
                if case .open = derived.facts[question.fact].content { continue }
                importer.coverage.move(
                    ResourceType.names[Int(derived.facts[question.fact].type)], from: .used, to: .questioned,
                    question.kind.rawValue, count: question.records)
            }
            eventStarts.append(events.count)
        }
        let roster = Roster(
            patients: people, events: events, eventStarts: eventStarts, rejectedRows: rejected,
            places: .resources(places))
        let totals = RosterTotals(
            patients: people.count, events: events.count, rejectedRows: importer.rejectedCount + orphans,
            orphanRows: orphans + unknown,
            warnings: importer.logs.reduce(0) { $0 + $1.warnings }, faults: importer.logs.reduce(0) { $0 + $1.total })
        return RosterReading(
            roster: roster, faults: importer.logs.flatMap(\.faults), totals: totals, files: files, questions: questions,
            coverage: importer.coverage)
    }

    /// Returns for each patient the number of resources set aside; those without a patient count as orphans.
    private mutating func rejected(_ owners: [Int32], _ numbers: [Int32], of people: Int) -> [Int32] {
        var rejected = [Int32](repeating: 0, count: people)
        for (subject, count) in importer.rejected {
            if owners[Int(subject)] < people {
                rejected[Int(owners[Int(subject)])] += count
            } else {
                unknown += Int(count)
            }
        }
        for (patient, count) in importer.contradicted { rejected[Int(numbers[Int(patient)])] += count }
        for (scope, count) in importer.unclaimed {
            // A resource in a bundle of one patient is that patient's.
            if let only = importer.onlyPatients[scope], only >= 0 {
                rejected[Int(numbers[Int(only)])] += Int32(clamping: count)
            } else {
                unknown += count
            }
        }
        return rejected
    }

    private static func row(
        of fact: Int, in derived: PatientDerivation, _ rows: inout [Int32], _ places: inout ResourcePlaces
    ) -> Int32 {
        if rows[fact] > 0 { return rows[fact] }
        let from = derived.facts[fact]
        let row = places.add(
            ResourcePlaces.Entry(id: from.id, form: from.form, type: from.type, file: from.file, line: from.line))
        rows[fact] = row
        return row
    }

    /// Returns the patients, and for each patient read its index there; a merged patient has the index of the survivor.
    private mutating func roster() -> (people: [Patient], numbers: [Int32]) {
        var numbers = [Int32](repeating: -1, count: importer.patients.entries.count)
        var people: [Patient] = []
        let shared = sharedNumbers()
        for (index, entry) in importer.patients.entries.enumerated() {
            guard importer.patients.survivor(of: Int32(index)) == Int32(index) else { continue }
            numbers[index] = Int32(clamping: people.count)
            let system = importer.patients.systems[Int(entry.system)]
            people.append(
                shared.contains(index) ? entry.patient.named("\(system)|\(entry.patient.mrn)") : entry.patient)
        }
        for index in numbers.indices where numbers[index] < 0 {
            numbers[index] = numbers[Int(importer.patients.survivor(of: Int32(index)))]
        }
        return (people, numbers)
    }

    /// Returns patients whose number belongs to a different person in a different system, except those of the system
    /// most patients have.
    private mutating func sharedNumbers() -> Set<Int> {
        var byNumber: [String: [Int]] = [:]
        var sizes = [Int](repeating: 0, count: importer.patients.systems.count)
        // Only numbers that occur twice are kept.
        var seen: [String: Int] = [:]
        guard importer.patients.systems.count > 1 else { return [] }
        for (index, entry) in importer.patients.entries.enumerated() {
            sizes[Int(entry.system)] += 1
            if let first = seen.updateValue(index, forKey: entry.patient.mrn) {
                byNumber[entry.patient.mrn, default: [first]].append(index)
            }
        }
        var shared: Set<Int> = []
        for indices in byNumber.values {
            let entries = importer.patients.entries
            let keeper = indices.max { one, other in
                (sizes[Int(entries[one].system)], other) < (sizes[Int(entries[other].system)], one)
            }
            for index in indices where index != keeper { shared.insert(index) }
        }
        if !shared.isEmpty, !importer.logs.isEmpty {
            importer.logs[0].add(
                FieldFault(
                    element: "Patient.identifier", kind: .sharedNumber,
                    reason:
                        "\(Pluralised(shared.count, "patient").with("has", "have")) a record number that another person has in another system",
                    remedy:
                        "they stand in the roster as SYSTEM|NUMBER; give every patient a number of one system to change that"
                ),
                in: importer.files[0], row: 1)
        }
        return shared
    }

    /// Returns for each subject the index of its patient in the roster; one past the last if the folder lacks the
    /// patient.
    private mutating func owners(_ numbers: [Int32]) -> [Int32] {
        let resolved = importer.subjects.resolved()
        let nobody = Int32(clamping: numbers.filter { $0 >= 0 }.max().map { Int($0) + 1 } ?? 0)
        let owners = resolved.map { $0 >= 0 ? numbers[Int($0)] : nobody }
        var told: Set<Int32> = []
        for index in 0..<importer.facts.count {
            let subject = importer.facts[index].owner
            let owner = owners[Int(subject)]
            if owner == nobody, importer.facts[index].content != .nothing {
                orphans += 1
                if told.insert(subject).inserted { tellOrphan(importer.facts[index]) }
            }
            importer.facts[index].owner = owner
        }
        return owners
    }

    private mutating func tellOrphan(_ fact: Fact) {
        let type = ResourceType.names[Int(fact.type)]
        importer.logs[Int(fact.file)].add(
            FieldFault(
                element: "\(type).subject", kind: .unknownSubject,
                reason:
                    "the folder has no such patient, or several, and this resource and others of the patient count for nobody",
                remedy: "export the patient too, or correct the reference"),
            in: importer.files[Int(fact.file)], row: Int(fact.line))
    }
}
