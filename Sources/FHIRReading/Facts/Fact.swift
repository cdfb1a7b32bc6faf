import CivilCalendar
import ClinicalModel

/// What one resource says of one patient, with its place: everything that is kept of it while the folder is read.
///
/// There are millions of them, and the order of the members is that in which they take 48 bytes.
struct Fact {
    /// Whose it is: the number of a subject while reading, of a patient afterwards.
    var owner: Int32
    let date: PartialDate
    var content: FactContent
    // The small members fill what the content leaves of its words.
    private var flags: Flags
    let type: UInt8
    let form: ResourceID.Form
    let id: ResourceID
    let line: UInt32
    /// Which version it is.
    let version: Version
    let file: UInt16

    init(
        owner: Int32, date: PartialDate, content: FactContent, isScoped: Bool, isDated: Bool, id: ResourceID,
        line: UInt32,
        version: Version, file: UInt16, type: UInt8, form: ResourceID.Form
    ) {
        self.owner = owner
        self.date = date
        self.content = content
        flags = []
        if isScoped { flags.insert(.scoped) }
        if isDated { flags.insert(.dated) }
        self.id = id
        self.line = line
        self.version = version
        self.file = file
        self.type = type
        self.form = form
    }

    /// Whether the id belongs to its bundle only.
    var isScoped: Bool { flags.contains(.scoped) }
    /// Whether the date is known; a date that is not stands for nothing.
    var isDated: Bool { flags.contains(.dated) }
    /// Whether a newer version replaced it.
    var isReplaced: Bool {
        get { flags.contains(.replaced) }
        set { if newValue { flags.insert(.replaced) } else { flags.remove(.replaced) } }
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8

        static let scoped = Flags(rawValue: 1)
        static let dated = Flags(rawValue: 2)
        static let replaced = Flags(rawValue: 4)
    }
}
