import ClinicalModel
import Surveillance

/// Selects items of patients; an empty list means all.
public struct Matcher: Hashable, Sendable {
    /// The patients' clinics.
    public var clinics: [String]
    /// The patients' clinicians.
    public var clinicians: [String]
    /// How urgent the items are.
    public var urgencies: [Urgency]
    /// What is owed.
    public var items: [Item]

    /// Creates a matcher from its lists.
    public init(
        clinics: [String] = [], clinicians: [String] = [], urgencies: [Urgency] = [], items: [Item] = []
    ) {
        self.clinics = clinics
        self.clinicians = clinicians
        self.urgencies = urgencies
        self.items = items
    }

    /// The words of all its lists, for people.
    public var words: String {
        (clinics + clinicians + urgencies.map(\.rawValue) + items.map(\.rawValue)).joined(separator: ", ")
    }

    /// Returns whether some item of a patient could match both.
    func meets(_ other: Matcher) -> Bool {
        func meet<Word: Equatable>(_ list: KeyPath<Matcher, [Word]>) -> Bool {
            let (one, two) = (self[keyPath: list], other[keyPath: list])
            return one.isEmpty || two.isEmpty || one.contains { two.contains($0) }
        }
        return meet(\.clinics) && meet(\.clinicians) && meet(\.urgencies) && meet(\.items)
    }

    /// Returns whether some item of a patient may match.
    func isAbout(_ subject: RoutedPatient) -> Bool {
        (clinics.isEmpty || clinics.contains(subject.clinic))
            && (clinicians.isEmpty || clinicians.contains(subject.clinician))
    }

    /// Returns whether an item of a patient matches.
    public func matches(_ item: Item, _ urgency: Urgency, of subject: RoutedPatient) -> Bool {
        (clinics.isEmpty || clinics.contains(subject.clinic))
            && (clinicians.isEmpty || clinicians.contains(subject.clinician))
            && (urgencies.isEmpty || urgencies.contains(urgency)) && (items.isEmpty || items.contains(item))
    }
}

/// The patient of a notification, as far as routes need it.
public struct RoutedPatient: Hashable, Sendable {
    /// The patient's pseudonym, 12 hexadecimal digits.
    public let pseudonym: String
    /// The patient's clinic; empty where not recorded.
    public let clinic: String
    /// The patient's clinician; empty where not recorded.
    public let clinician: String

    /// Creates a subject from pseudonym, clinic and clinician.
    public init(pseudonym: String, clinic: String, clinician: String) {
        self.pseudonym = pseudonym
        self.clinic = clinic
        self.clinician = clinician
    }
}

/// Where patients are treated, as far as routes need it: a clinic and a clinician.
public struct ClinicAndClinician: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The clinic; empty where not recorded.
    public let clinic: String
    /// The clinician; empty where not recorded.
    public let clinician: String

    /// Creates a practice.
    public init(clinic: String, clinician: String) {
        self.clinic = clinic
        self.clinician = clinician
    }

    /// Its description for people: `the clinic North, Dr A`.
    public var description: String {
        (clinic.isEmpty ? "no clinic" : "the clinic \(clinic)") + (clinician.isEmpty ? "" : ", \(clinician)")
    }

    /// Orders by clinic, then by clinician.
    public static func < (first: ClinicAndClinician, second: ClinicAndClinician) -> Bool {
        (first.clinic, first.clinician) < (second.clinic, second.clinician)
    }
}
