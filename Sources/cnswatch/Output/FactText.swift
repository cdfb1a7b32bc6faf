import ControlInterface

/// A row that something rests on, as people read it.
enum FactText {
    /// Where it stands: a line of a file, or an act of the staff.
    static func place(_ fact: FactReport) -> String {
        fact.file == "recorded" ? "act \(fact.row)" : record(fact.file, fact.row, fact.resource)
    }

    /// A record of the export: its file and line, and the FHIR resource where it is one.
    static func record(_ file: String?, _ row: Int?, _ resource: String?) -> String {
        guard let row else { return "the export" }
        return "\(file ?? "the export"):\(row)\(resource.map { " \($0)" } ?? "")"
    }

    /// Place, date and words; what is only supposed has no place.
    static func words(_ fact: FactReport) -> String {
        fact.row == 0 ? "\(fact.date)  \(fact.words)" : "\(place(fact))  \(fact.date)  \(fact.words)"
    }
}
