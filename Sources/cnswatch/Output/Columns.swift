import ClinicalModel
import ControlInterface
import Terminal

/// A row of a list for people; `ColumnRow` is its form for programs.
protocol TableRow {
    static var headings: [TextTable.Column] { get }
    var cells: [String] { get }
    /// The urgency that sets its colour.
    var urgency: String? { get }
}

extension TableRow {
    var urgency: String? { nil }
}

extension TextTable {
    /// A table of rows, for a terminal of so many columns; nil for no limit.
    init<Row: TableRow>(of rows: [Row], width: Int? = nil, colours: Colours = .standard) {
        self.init(Row.headings, colours: colours, width: width)
        for row in rows { add(row.cells, urgency: row.urgency) }
    }
}

extension TextTable.Column {
    /// The columns whose cells wrap if space is short.
    static func wrapped(_ headings: String...) -> [TextTable.Column] { headings.map { .init($0, .wrapped) } }
}

/// The remarks that tables show for an item beside its dates.
enum ItemColumns {
    /// The remarks of an item beside its dates, and beside its booking if that has its own column; with the dates of other
    /// rules where those shown are the leading rule's own.
    static func remarks(_ item: ItemReport, besideBooking: Bool = false, withOtherDates: Bool = false) -> String {
        // Omits the flags that the words below already say.
        var remarks = item.flags.filter {
            ($0 != "mri-contraindicated" || !item.substitute) && ($0 != "missed" || item.misses < 2)
        }
        if item.substitute { remarks.append("as CT with contrast") }
        if let booked = item.booked, !besideBooking { remarks.append("booked \(booked)") }
        if item.misses > 1 { remarks.append("missed \(Pluralised(item.misses, "time"))") }
        if withOtherDates, item.leadingDue != nil {
            remarks.append("by \(item.also.joined(separator: " or ")) due \(item.due), latest \(item.latest)")
        }
        return remarks.joined(separator: ", ")
    }

    /// So many days late, in words for a table.
    static func lateness(_ days: Int) -> String { days == 0 ? "" : "\(Pluralised(days, "day")) late" }
}

/// The columns of a patient's items in CSV.
enum PatientColumns {
    static let names = ["mrn", "phase", "protocol", "incomplete"] + ItemReport.columns

    /// One row per item; a patient who is owed nothing has one row without an item, so that no patient disappears.
    static func rows(
        _ mrn: String, _ phase: String, _ protocolID: String, _ incomplete: Bool, _ items: [ItemReport]
    ) -> [[String]] {
        let who = [mrn, phase, protocolID, "\(incomplete)"]
        return items.isEmpty ? [who + ItemReport.columns.map { _ in "" }] : items.map { who + $0.fields }
    }
}

/// The columns of found patients, in CSV: the pseudonym comes last.
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
    static let names = ["mrn", "item", "act", "wantsSecond", "standing", "row", "changes", "warnings", "pressing"]

    static func fields(_ outcome: ActOutcome) -> [String] {
        [
            outcome.mrn, outcome.item ?? "", outcome.act.map { "\($0)" } ?? "", outcome.wantsSecond ?? "",
            outcome.standing ?? "", outcome.row.map { "\($0)" } ?? "", outcome.changes.joined(separator: "; "),
            outcome.warnings.joined(separator: "; "),
            (outcome.pressing ?? []).map(ActOutcomeText.sentence).joined(separator: "; "),
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
        // Before the first try there is no next one to show.
        let again = attempts > 0 ? nextAttempt.map { "again \(ClinicZone.instant($0))" } : nil
        return [
            "\(number)", ClinicZone.instant(at), receiver, kind, priority, "\(items)", state, "\(attempts)",
            [reason, again].compactMap(\.self).joined(separator: "; "), line ?? "",
        ]
    }

    /// A dead message reached no one.
    var urgency: String? { state == "dead" ? "urgent" : nil }
}

/// The columns of pending notifications and of turns: rows of two kinds in one table, each with its own columns filled.
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

    /// What a silence matches, in words: all of it must match.
    private var what: String {
        let parts = [("clinic", clinics), ("clinician", clinicians), ("urgency", urgencies), ("item", items)]
            .filter { !$0.1.isEmpty }.map { "\($0) \($1.joined(separator: " or "))" }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}
