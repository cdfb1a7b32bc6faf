import CivilCalendar
import ClinicalModel
import Surveillance

/// An act that may be done, and what it comes to.
public struct ActVerdict: Hashable, Sendable {
    /// The act.
    public let deed: Deed
    /// The item it is about; nil where it is about none in particular.
    public let item: Item?
    /// What will be different; empty where nothing will.
    public let changes: [Change]
    /// What holds only once a second person confirms it; nil where nobody needs to.
    public let wantsSecond: String?
    /// What the export already holds of a recorded event; nil for every other act.
    public let standing: MergedRecord.Standing?
    /// What may be done and is doubtful.
    public let warnings: [String]

    /// The last day of the lease that is laid or confirmed; nil for every other act.
    public let until: CivilDate?

    init(
        deed: Deed, item: Item?, changes: [Change], wantsSecond: String? = nil,
        standing: MergedRecord.Standing? = nil, warnings: [String] = [], until: CivilDate? = nil
    ) {
        self.deed = deed
        self.item = item
        self.changes = changes
        self.wantsSecond = wantsSecond
        self.standing = standing
        self.warnings = warnings
        self.until = until
    }
}
