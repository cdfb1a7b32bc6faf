import CivilCalendar

/// Which follow-ups are looked at: those that have all of what is given.
public struct FollowUpSelection: Sendable {
    /// Their windows open on or before this day.
    public var openBy: CivilDate?
    /// The patient's clinic.
    public var clinic: String?
    /// The patient's record number.
    public var mrn: String?
    /// What is owed.
    public var item: String?
    /// Whether only those without an appointment.
    public var isUnbooked = false
    /// The name of the person who owns them on a day.
    public var owner: (name: String, day: CivilDate)?

    /// All of them.
    public init() {}
}
