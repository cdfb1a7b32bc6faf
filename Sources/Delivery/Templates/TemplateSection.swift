/// What may stand in `{{#...}}` and `{{/...}}`.
enum TemplateSection: String, CaseIterable {
    /// Once for each entry.
    case entries
    /// Once for each closing line.
    case closing
    /// Only in a drill.
    case drill
    /// Only where the entry has a name.
    case name
    /// Only where the entry is late.
    case late

    /// The section it must stand in; nil where it may stand anywhere.
    var home: TemplateSection? {
        switch self {
        case .entries, .closing, .drill: nil
        case .name, .late: .entries
        }
    }

    /// Whether it repeats, and so gives a home to words.
    var isRepeating: Bool {
        switch self {
        case .entries, .closing: true
        case .drill, .name, .late: false
        }
    }
}
