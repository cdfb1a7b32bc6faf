import ClinicalModel
import ControlInterface
import Terminal

/// A row of a list as people read it; `ColumnRow` is what programs read of it.
protocol TableRow {
    static var headings: [TextTable.Column] { get }
    var cells: [String] { get }
    /// The urgency by which it is coloured.
    var urgency: String? { get }
}

extension TableRow {
    var urgency: String? { nil }
}

extension TextTable {
    /// A table of rows, in so many columns of a terminal; nil where nothing limits them.
    init<Row: TableRow>(of rows: [Row], width: Int? = nil, colours: Colours = .standard) {
        self.init(Row.headings, colours: colours, width: width)
        for row in rows { add(row.cells, urgency: row.urgency) }
    }
}

extension TextTable.Column {
    /// Columns whose cells go on in the next line where space is short.
    static func wrapped(_ headings: String...) -> [TextTable.Column] { headings.map { .init($0, .wrapped) } }
}

/// What tables say of an item beside its dates.
enum ItemColumns {
    /// What a table says of an item beside its dates, and beside its booking where that has a column of its own.
    static func remarks(_ item: ItemReport, besideBooking: Bool = false) -> String {
        // What is said in other words below is not said twice.
        var remarks = item.flags.filter {
            ($0 != "mri-contraindicated" || !item.substitute) && ($0 != "missed" || item.misses < 2)
        }
        if item.substitute { remarks.append("as CT with contrast") }
        if let booked = item.booked, !besideBooking { remarks.append("booked \(booked)") }
        if item.misses > 1 { remarks.append("missed \(Counted(item.misses, "time"))") }
        return remarks.joined(separator: ", ")
    }

    /// How late an item is, in words for a table.
    static func lateness(_ item: ItemReport) -> String {
        item.daysLate == 0 ? "" : "\(Counted(item.daysLate, "day")) late"
    }
}

/// The columns of a patient's items in CSV.
enum PatientColumns {
    static let names = ["mrn", "phase", "incomplete"] + ItemReport.columns

    /// One row an item; a patient who is owed nothing has one row without an item, so that nobody disappears.
    static func rows(_ mrn: String, _ phase: String, _ incomplete: Bool, _ items: [ItemReport]) -> [[String]] {
        let who = [mrn, phase, "\(incomplete)"]
        return items.isEmpty ? [who + ItemReport.columns.map { _ in "" }] : items.map { who + $0.fields }
    }
}

/// The columns of patients who were found, in CSV: the pseudonym comes last.
enum FoundColumns {
    private static let pseudonym = PatientRow.columns.firstIndex(of: "pseudonym")

    static func ordered(_ columns: [String]) -> [String] {
        guard let pseudonym else { return columns }
        var ordered = columns
        ordered.append(ordered.remove(at: pseudonym))
        return ordered
    }
}

extension PatientRow: TableRow {
    static let headings: [TextTable.Column] = [
        .init("MRN"), .init("NAME", .cut(10)), .init("BORN"), .init("CLINIC", .cut(6), isOptional: true),
        .init("PHASE", .wrapped), .init("REMARKS", .wrapped, isOptional: true),
    ]

    var cells: [String] {
        let remarks = [
            incomplete ? "incomplete data" : nil, absentSince.map { "not in the export since \($0)" },
        ].compactMap(\.self)
        return [
            mrn, [familyName, givenName].filter { !$0.isEmpty }.joined(separator: ", "), birthDate ?? "-", clinic,
            phase, remarks.joined(separator: ", "),
        ]
    }
}

/// The columns of an act's outcome in CSV.
enum ActColumns {
    static let names = ["mrn", "item", "act", "wantsSecond", "standing", "row", "changes", "warnings"]

    static func fields(_ outcome: ActOutcome) -> [String] {
        [
            outcome.mrn, outcome.item ?? "", outcome.act.map { "\($0)" } ?? "", outcome.wantsSecond ?? "",
            outcome.standing ?? "", outcome.row.map { "\($0)" } ?? "", outcome.changes.joined(separator: "; "),
            outcome.warnings.joined(separator: "; "),
        ]
    }
}

extension AuditEntryReport: TableRow {
    static let headings = TextTable.Column.wrapped("NUMBER", "WHEN", "WHO", "DID", "PATIENT", "ITEM", "WHAT")

    var cells: [String] {
        let change = before == nil && after == nil ? nil : "\(before ?? "-") -> \(after ?? "-")"
        let what = [
            detail.isEmpty ? nil : detail, change, reason.map { "reason: \($0)" }, action.map { "act \($0)" },
        ].compactMap(\.self)
        return [
            "\(number)", ClinicZone.instant(at), user, verb, patient ?? "", item ?? "", what.joined(separator: "; "),
        ]
    }
}

extension MessageReport: TableRow {
    static let headings =
        TextTable.Column.wrapped(
            "NUMBER", "WHEN", "RECEIVER", "KIND", "PRIORITY", "ITEMS", "STATE", "TRIES", "REASON")
        + [.init("SAYS", .wrapped, isOptional: true)]

    var cells: [String] {
        // Before the first try there is nothing to say of the next.
        let again = attempts > 0 ? nextAttempt.map { "again \(ClinicZone.instant($0))" } : nil
        return [
            "\(number)", ClinicZone.instant(at), receiver, kind, priority, "\(items)", state, "\(attempts)",
            [reason, again].compactMap(\.self).joined(separator: "; "), line ?? "",
        ]
    }

    /// What is dead has told nobody.
    var urgency: String? { state == "dead" ? "urgent" : nil }
}

/// The columns of what is to be told and of what turns: rows of two kinds in one table, each with its own columns filled.
enum NextColumns {
    static let names = ["kind"] + TellingReport.columns + TurnReport.columns

    static func rows(_ report: NextReport) -> [[String]] {
        report.tellings.map { ["telling"] + $0.fields + TurnReport.columns.map { _ in "" } }
            + report.turns.map { ["turn"] + TellingReport.columns.map { _ in "" } + $0.fields }
    }
}

extension RouteTestReport: TableRow {
    static let headings = TextTable.Column.wrapped("ITEM", "ROUTE", "RECEIVER", "STEP", "AT", "TOLD", "WHY")

    var cells: [String] { [item, route, receiver, step, at, matches ? "yes" : "no", why] }
}

extension QuestionReport: TableRow {
    static let headings = TextTable.Column.wrapped("MRN", "DATE", "QUESTION", "RECORD", "WHAT IS OPEN")

    var cells: [String] {
        [mrn, date ?? "", kind, "\(file):\(row)\(resource.map { " \($0)" } ?? "")", "\(reason); \(remedy)"]
    }
}

extension SilenceReport: TableRow {
    static let headings = TextTable.Column.wrapped("NUMBER", "SINCE", "WHO", "UNTIL", "WHAT", "REASON")

    var cells: [String] { ["\(silence)", ClinicZone.instant(at), who, until, what, reason] }

    /// What is silenced, in words: all of it must match.
    private var what: String {
        let parts = [("clinic", clinics), ("clinician", clinicians), ("urgency", urgencies), ("item", items)]
            .filter { !$0.1.isEmpty }.map { "\($0) \($1.joined(separator: " or "))" }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}
