import ClinicalModel
import Surveillance

/// Which items of which patients are meant; an empty list means all.
public struct Matcher: Hashable, Sendable {
    /// The patients' clinics.
    public var clinics: [String]
    /// The patients' clinicians.
    public var clinicians: [String]
    /// How urgent the items are.
    public var urgencies: [Urgency]
    /// What is owed.
    public var items: [Item]

    /// A matcher of these lists.
    public init(
        clinics: [String] = [], clinicians: [String] = [], urgencies: [Urgency] = [], items: [Item] = []
    ) {
        self.clinics = clinics
        self.clinicians = clinicians
        self.urgencies = urgencies
        self.items = items
    }

    /// The words of all its lists.
    public var words: String {
        (clinics + clinicians + urgencies.map(\.rawValue) + items.map(\.rawValue)).joined(separator: ", ")
    }

    /// Whether there can be an item of a patient that both mean.
    func meets(_ other: Matcher) -> Bool {
        func meet<Word: Equatable>(_ list: KeyPath<Matcher, [Word]>) -> Bool {
            let (one, two) = (self[keyPath: list], other[keyPath: list])
            return one.isEmpty || two.isEmpty || one.contains { two.contains($0) }
        }
        return meet(\.clinics) && meet(\.clinicians) && meet(\.urgencies) && meet(\.items)
    }

    /// Whether some item of a patient may be meant.
    func isAbout(_ subject: Subject) -> Bool {
        (clinics.isEmpty || clinics.contains(subject.clinic))
            && (clinicians.isEmpty || clinicians.contains(subject.clinician))
    }

    /// Whether an item of a patient is meant.
    public func matches(_ item: Item, _ urgency: Urgency, of subject: Subject) -> Bool {
        (clinics.isEmpty || clinics.contains(subject.clinic))
            && (clinicians.isEmpty || clinicians.contains(subject.clinician))
            && (urgencies.isEmpty || urgencies.contains(urgency)) && (items.isEmpty || items.contains(item))
    }
}
