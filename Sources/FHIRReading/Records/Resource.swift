import CivilCalendar
import ClinicalModel
import JSONText

/// One resource during reading.
struct Resource {
    let element: Element
    let type: ResourceType
    let place: RecordPlace
    /// The id; if empty, the full URL is used instead.
    private(set) var id = ""
    /// The version of the resource.
    private(set) var version = Version.untold

    init(_ object: JSONObject, type: ResourceType, place: RecordPlace) {
        element = Element(object, path: type.rawValue)
        self.type = type
        self.place = place
    }

    mutating func readIdentity() throws(ElementFault) {
        id = try element.text("id") ?? ""
        guard id.utf8.count <= 256 else { throw ElementFault(path: element.path + ".id", reason: "the id is too long") }
        guard let meta = try element.element("meta") else { return }
        let number = try meta.text("versionId").flatMap { Int($0) } ?? 0
        let moment = try meta.text("lastUpdated").flatMap(Moment.moment)
        version = Version(seconds: moment?.seconds ?? 0, milliseconds: moment?.milliseconds ?? 0, number: number)
    }

    /// Marks it as the last possible version.
    mutating func delete() { version = .last }

    /// The references by which other resources name it.
    var references: [Reference] {
        var references: [Reference] = []
        if !id.isEmpty { references.append(Reference(type: type.rawValue, scope: place.scope, id: id)) }
        if let url = place.fullURL, !url.isEmpty {
            if let reference = Element.reference(url, to: type, scope: place.scope), !references.contains(reference) {
                references.append(reference)
            }
        }
        return references
    }

    /// Its identifier among the facts.
    var identity: String { id.isEmpty ? place.fullURL ?? "line-\(place.line)" : id }

    /// Whether it has modifier extensions or implicit rules, which no reader may ignore without knowing them; none are
    /// known here.
    var hasUnknownModifiers: Bool {
        get throws(ElementFault) {
            if let rules = try element.text("implicitRules"), !rules.isEmpty { return true }
            return try !element.elements("modifierExtension").isEmpty
        }
    }

    /// Returns a contained resource, by the id after `#`.
    func contained(_ id: String) throws(ElementFault) -> Element? {
        for inner in try element.elements("contained") where try inner.text("id") == id { return inner }
        return nil
    }
}

/// The types of resources that are read.
enum ResourceType: String, CaseIterable, Hashable, Sendable {
    case patient = "Patient"
    case condition = "Condition"
    case observation = "Observation"
    case procedure = "Procedure"
    case imagingStudy = "ImagingStudy"
    case diagnosticReport = "DiagnosticReport"
    case medicationRequest = "MedicationRequest"
    case medicationAdministration = "MedicationAdministration"
    case medicationStatement = "MedicationStatement"
    case medicationDispense = "MedicationDispense"
    case medication = "Medication"
    case appointment = "Appointment"
    case specimen = "Specimen"
    case bodyStructure = "BodyStructure"
    case serviceRequest = "ServiceRequest"
    case encounter = "Encounter"

    /// The number by which facts and places identify the type.
    var number: UInt8 { UInt8(ResourceType.allCases.firstIndex(of: self) ?? 0) }

    /// The names of all types, by number.
    static let names = allCases.map(\.rawValue)
}

/// The place of a resource during reading.
struct RecordPlace {
    /// The number of its file.
    let file: Int
    /// The line on which it begins.
    let line: Int
    /// The bundle it belongs to; the whole folder for NDJSON files.
    let scope: Int
    /// The full URL of its entry.
    var fullURL: String?
}

/// The version of a resource: ordered by the time it was last updated, then by version number.
///
/// A version with neither is older than any other.
struct Version: Comparable, Hashable {
    /// Seconds since 1970; zero if unknown.
    let seconds: UInt32
    // Four bits of the fraction of a second, then up to twelve bits of the version number.
    private let rest: UInt16

    /// Neither time nor number is known.
    static let untold = Version(seconds: 0, milliseconds: 0, number: 0)

    /// Later than all others.
    static let last = Version(seconds: .max, milliseconds: 999, number: 4_095)

    init(seconds: UInt32, milliseconds: Int, number: Int) {
        self.seconds = seconds
        let part = UInt16(min(max(milliseconds, 0), 999) * 16 / 1_000)
        rest = part << 12 | UInt16(min(max(number, 0), 4_095))
    }

    /// Whether it claims to be the first version.
    var isFirst: Bool { rest & 4_095 == 1 }

    static func < (one: Version, other: Version) -> Bool {
        (one.seconds, one.rest) < (other.seconds, other.rest)
    }
}

/// A point in time as FHIR writes it.
enum Moment {
    /// Parses `YYYY-MM-DDThh:mm:ss` with a zone into seconds since 1970 and remaining milliseconds; nil for any other
    /// text or a time before 1970.
    static func moment(_ text: String) -> (seconds: UInt32, milliseconds: Int)? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), let day = CivilDate(String(text.prefix(10))) else {
            return nil
        }
        func number(_ start: Int) -> Int? {
            guard start + 1 < bytes.count, 0x30...0x39 ~= bytes[start], 0x30...0x39 ~= bytes[start + 1] else {
                return nil
            }
            return Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30)
        }
        guard let hours = number(11), let minutes = number(14), let seconds = number(17) else { return nil }
        var moment = Int(day.daysSinceEpoch) * 86_400 + hours * 3_600 + minutes * 60 + seconds
        if let sign = bytes[19...].firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let zoneHours = number(sign + 1), let zoneMinutes = number(sign + 4)
        {
            let offset = zoneHours * 3_600 + zoneMinutes * 60
            moment += bytes[sign] == UInt8(ascii: "+") ? -offset : offset
        }
        guard let whole = UInt32(exactly: moment) else { return nil }
        return (whole, milliseconds(bytes[19...]))
    }

    /// Returns the milliseconds of `.123`, which may have fewer or more digits.
    private static func milliseconds(_ bytes: ArraySlice<UInt8>) -> Int {
        guard bytes.first == UInt8(ascii: ".") else { return 0 }
        let digits = bytes.dropFirst().prefix { 0x30...0x39 ~= $0 }.prefix(3)
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number * [1_000, 100, 10, 1][digits.count]
    }
}
