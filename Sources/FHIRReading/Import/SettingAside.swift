import JSONText
import RosterModel

/// Sets aside what cannot be read, for every patient it concerns; nothing is lost in silence.
extension ResourceImporter {
    /// Sets aside a record that cannot be read, for every patient it names; the patient itself stays.
    mutating func takeMalformed(_ bytes: [UInt8], _ place: RecordPlace, _ fault: FieldFault) {
        let malformed = MalformedRecord(bytes)
        var place = place
        place.fullURL = malformed.fullURL
        guard malformed.type == .patient else {
            var subjects: Set<Int32> = []
            for element in malformed.subjects {
                if let reference = try? element.reference(to: .patient, scope: place.scope) {
                    subjects.insert(self.subjects.subject(of: reference))
                }
            }
            return setAside(malformed.type?.rawValue ?? "?", place, subjects, fault)
        }
        var resource = Resource(malformed.members, type: .patient, place: place)
        try? resource.readIdentity()
        // Without a name of its own it cannot be told from a different line tomorrow.
        let isNamed = !resource.references.isEmpty || malformed.members["identifier"] != nil
        if isNamed { enterUnreadable(resource) }
        setAside(
            ResourceType.patient.rawValue, place,
            resource.references.first.map { [subjects.subject(of: $0)] } ?? [], fault)
    }

    /// Sets aside a resource and reports why.
    mutating func setAside(_ type: String, _ place: RecordPlace, _ subject: Int32?, _ fault: FieldFault) {
        setAside(type, place, subject.map { [$0] } ?? [], fault)
    }

    /// Reports that a resource in use contradicts a different one, and that its patients are incomplete.
    mutating func setAside(_ place: RecordPlace, patients: [Int32], _ fault: FieldFault) {
        logs[place.file].add(fault, in: files[place.file], row: place.line)
        rejectedCount += 1
        for patient in Set(patients) { contradicted[patient, default: 0] += 1 }
    }

    /// Sets aside a record for every patient it concerns, and reports why.
    private mutating func setAside(
        _ type: String, _ place: RecordPlace, _ subjects: Set<Int32>, _ fault: FieldFault
    ) {
        coverage.add(type, .setAside, fault.kind.rawValue)
        logs[place.file].add(fault, in: files[place.file], row: place.line)
        rejectedCount += 1
        for subject in subjects { rejected[subject, default: 0] += 1 }
        if subjects.isEmpty { unclaimed[place.scope, default: 0] += 1 }
    }
}

/// What can be learnt from a record that is not JSON, too deeply nested or too large: its type and its patients.
///
/// Members are searched by key wherever they stand, and each is used only if it is sound by itself. Nothing clinical is
/// taken from such a record; it is only kept from being lost without a trace.
struct MalformedRecord {
    /// The members that identify a resource, as far as they are sound.
    let members: JSONObject
    /// All references in its members `subject` and `patient`.
    let subjects: [Element]
    /// The full URL of its entry.
    let fullURL: String?

    /// The number of bytes searched for the end of a member.
    private static let limit = 1 << 14

    init(_ bytes: [UInt8]) {
        var members = JSONObject()
        for key in ["resourceType", "id"] {
            let first = MalformedRecord.values(of: key, in: bytes, atMost: 1).first
            if let text = first?.stringValue { members[key] = .string(text) }
        }
        let identifiers = MalformedRecord.values(of: "identifier", in: bytes, atMost: 4).first { $0.arrayValue != nil }
        if let identifiers { members["identifier"] = identifiers }
        self.members = members
        var subjects: [Element] = []
        for key in ["subject", "patient"] {
            for value in MalformedRecord.values(of: key, in: bytes, atMost: 1_000) {
                if let object = value.objectValue { subjects.append(Element(object, path: key)) }
            }
        }
        self.subjects = subjects
        fullURL = MalformedRecord.values(of: "fullUrl", in: bytes, atMost: 1).first?.stringValue
    }

    /// The first type it names.
    var type: ResourceType? { members["resourceType"]?.stringValue.flatMap { ResourceType(rawValue: $0) } }

    private static func values(of key: String, in bytes: [UInt8], atMost limit: Int) -> [JSONValue] {
        let quoted = Array("\"\(key)\"".utf8)
        var values: [JSONValue] = []
        var place = 0
        while place + quoted.count <= bytes.count, values.count < limit {
            guard let found = bytes[place...].firstIndex(of: UInt8(ascii: "\"")) else { break }
            place = found + 1
            guard bytes[found...].starts(with: quoted),
                found == 0 || bytes[found - 1] != UInt8(ascii: "\\"),
                let start = start(ofValueAfter: found + quoted.count, in: bytes),
                let end = end(ofValueAt: start, in: bytes)
            else { continue }
            if let value = try? JSONParser(maximumDepth: 8).parse(Array(bytes[start..<end])) { values.append(value) }
        }
        return values
    }

    private static func start(ofValueAfter place: Int, in bytes: [UInt8]) -> Int? {
        var hasColon = false
        for index in place..<min(place + 64, bytes.count) {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: ":") where !hasColon: hasColon = true
            default: return hasColon ? index : nil
            }
        }
        return nil
    }

    /// Returns where a text, object or array ends, by its quotes and brackets.
    private static func end(ofValueAt start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isInText = false
        var index = start
        while index < min(start + limit, bytes.count) {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isInText: index += 1
            case UInt8(ascii: "\""): isInText.toggle()
            case UInt8(ascii: "{") where !isInText, UInt8(ascii: "[") where !isInText: depth += 1
            case UInt8(ascii: "}") where !isInText, UInt8(ascii: "]") where !isInText: depth -= 1
            default: break
            }
            index += 1
            if depth <= 0, !isInText { return index }
        }
        return nil
    }
}
