import CivilCalendar
import ClinicalModel
import Surveillance

/// What one person did for one patient at one moment. Acts are only ever added.
public struct Act: Hashable, Sendable {
    /// What was done.
    public enum Content: Hashable, Sendable {
        /// An event was recorded beside those of the export.
        case record(RecordedFact)
        /// A lease was laid on an item or the patient.
        case lease(LeaseTerms)
        /// A second person confirmed the lease of an act, so that it may hold past the item's *latest* date.
        case second(of: Int64)
        /// An act was undone.
        case undo(of: Int64, reason: String)
    }

    /// Its number, for ever the same and never used again.
    public let id: Int64
    /// When, in seconds since 1970.
    public let at: Int
    /// The civil day at the clinic.
    public let day: CivilDate
    /// Who.
    public let who: StaffMember
    /// What.
    public let content: Content

    /// The number of an act that is only supposed.
    public static let supposed: Int64 = 0

    /// An act of these parts.
    public init(id: Int64, at: Int, day: CivilDate, who: StaffMember, content: Content) {
        self.id = id
        self.at = at
        self.day = day
        self.who = who
        self.content = content
    }
}

extension Act.Content {
    /// The word under which lists and the audit trail show it.
    public var verb: String {
        switch self {
        case .record: "record"
        case .lease(let terms): terms.kind.rawValue
        case .second: "second"
        case .undo: "undo"
        }
    }

    /// What was done, in words; the verb stands beside them.
    public var words: String {
        switch self {
        case .record(let fact):
            "\(fact.event.date) \(FactReference(fact.event).words)"
                + (fact.note.isEmpty ? "" : ": \(fact.note)")
        case .lease(let terms): "until \(terms.until)" + (terms.reason.isEmpty ? "" : ": \(terms.reason)")
        case .second(let act): "confirms act \(act)"
        case .undo(let act, let reason): "undoes act \(act): \(reason)"
        }
    }

    /// Why, as the person said; nil where nothing was said.
    public var reason: String? {
        let text =
            switch self {
            case .record(let fact): fact.note
            case .lease(let terms): terms.reason
            case .second: ""
            case .undo(_, let reason): reason
            }
        return text.isEmpty ? nil : text
    }

    /// Whether it changes what the record says, appointments apart, and so may make something more pressing.
    var isOfTheRecord: Bool {
        switch self {
        case .record(let fact):
            if case .appointment = fact.event.content { false } else { true }
        case .undo: true
        case .lease, .second: false
        }
    }

    /// The item that it names by itself.
    public var item: Item? {
        switch self {
        case .record(let fact): fact.event.content.item
        case .lease(let terms): terms.item
        case .second, .undo: nil
        }
    }
}

/// What a person asks to do for a patient, before it is validated: `Recorded` is an event, or the words of one.
public enum ActCommand<Recorded: Hashable & Sendable>: Hashable, Sendable {
    /// Record an event; its row is not looked at.
    case record(Recorded, note: String)
    /// Lay a lease on an item or the patient; without a date for as long as the limits say.
    case lease(LeaseKind, Item?, until: CivilDate?, reason: String)
    /// Confirm a colleague's lease; with a date, one that holds until then.
    case second(LeaseKind, Item?, until: CivilDate?)
    /// Undo an act.
    case undo(of: Int64, reason: String)

    /// The word under which the audit trail shows it.
    public var verb: String {
        switch self {
        case .record: "record"
        case .lease(let kind, _, _, _): kind.rawValue
        case .second: "second"
        case .undo: "undo"
        }
    }

    /// The item that a lease is laid on or confirmed for.
    public var item: Item? {
        switch self {
        case .lease(_, let item, _, _), .second(_, let item, _): item
        case .record, .undo: nil
        }
    }

    /// The command with what is recorded read.
    public func reading<Read, Failure>(
        _ read: (Recorded) throws(Failure) -> Read
    ) throws(Failure) -> ActCommand<Read> {
        switch self {
        case .record(let words, let note): .record(try read(words), note: note)
        case .lease(let kind, let item, let until, let reason): .lease(kind, item, until: until, reason: reason)
        case .second(let kind, let item, let until): .second(kind, item, until: until)
        case .undo(let act, let reason): .undo(of: act, reason: reason)
        }
    }
}

/// An event as a person of the staff recorded it.
public struct RecordedFact: Hashable, Sendable {
    /// When, and what happened; its row is the number of the act, negative.
    public let event: Event
    /// What the person added in their own words; may be empty.
    public let note: String

    /// A fact of these parts.
    public init(_ event: Event, note: String = "") {
        self.event = event
        self.note = note
    }
}

/// A person of the staff, as the kernel and the machine's user database know them.
public struct StaffMember: Hashable, Sendable {
    /// The user id of the process that called.
    public let uid: UInt32
    /// The user's name; the number in digits where the machine has no name for it.
    public let name: String

    /// A person with this id and name.
    public init(uid: UInt32, name: String) {
        self.uid = uid
        self.name = name
    }
}
