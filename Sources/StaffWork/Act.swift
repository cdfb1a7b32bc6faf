import CivilCalendar
import ClinicalModel

/// What one person did for one patient at one moment. Acts are only ever added.
public struct Act: Hashable, Sendable {
    /// Its number, for ever the same and never used again.
    public let id: Int64
    /// When, in seconds since 1970.
    public let at: Int
    /// The civil day at the clinic.
    public let day: CivilDate
    /// Who.
    public let who: StaffMember
    /// What.
    public let deed: Deed

    /// The number of an act that is only supposed.
    public static let supposed: Int64 = 0

    /// An act of these parts.
    public init(id: Int64, at: Int, day: CivilDate, who: StaffMember, deed: Deed) {
        self.id = id
        self.at = at
        self.day = day
        self.who = who
        self.deed = deed
    }
}

/// What was done.
public enum Deed: Hashable, Sendable {
    /// An event was recorded beside those of the export.
    case record(RecordedFact)
    /// A lease was laid on an item or the patient.
    case lease(LeaseTerms)
    /// A second person confirmed the lease of an act, so that it may hold past the item's *latest* date.
    case second(of: Int64)
    /// An act was undone.
    case undo(of: Int64, reason: String)

    /// The word under which lists and the audit trail show it.
    public var verb: String {
        switch self {
        case .record: "record"
        case .lease(let terms): terms.kind.rawValue
        case .second: "second"
        case .undo: "undo"
        }
    }
}

/// What a person asks to do for a patient, before it is judged.
public enum ActWish: Hashable, Sendable {
    /// Record an event; its row is not looked at.
    case record(Event, note: String)
    /// Lay a lease on an item or the patient; without a date for as long as the limits say.
    case lease(LeaseKind, Item?, until: CivilDate?, reason: String)
    /// Confirm a colleague's lease; with a date, one that holds until then.
    case second(LeaseKind, Item?, until: CivilDate?)
    /// Undo an act.
    case undo(of: Int64, reason: String)
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
