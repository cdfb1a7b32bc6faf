import CivilCalendar

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
