import ClinicalModel
import LocatedTOML
import RosterModel

/// Reads the tables of a mapping file and notes each fault with its line.
struct MappingReader {
    private let root: LocatedTable
    private let dates: [DatePattern]
    private let delimiter: UInt8

    init(_ root: LocatedTable) {
        self.root = root
        dates = MappingReader.dates(root, isNeeded: true)
        delimiter = MappingReader.delimiter(root) ?? UInt8(ascii: ",")
    }

    /// Returns the form of record numbers.
    func numbers(_ key: String) -> RecordNumberPattern? {
        guard let text = root.string(key, example: "99999999") else { return nil }
        if let pattern = RecordNumberPattern(text) { return pattern }
        root.report(
            key, reason: "it is no form of a record number",
            remedy: "write 9 for each digit and A for each letter, such as \"99999999\"")
        return nil
    }

    /// Returns the rule that makes patients.
    func patients(_ table: LocatedTable) -> RowMapping<PatientColumn> {
        var rows: RowMapping<PatientColumn> = rows(
            table, file: table.string("file", example: "patients.csv") ?? "")
        for column in PatientColumn.allCases {
            let key = column.rawValue
            let field =
                column.isRequired
                ? self.column(table, key, example: "Patient ID")
                : table.ifPresent(key) { self.field(table, $0, word: .column) }
            rows.fields[column] = field ?? FieldMapping.none
        }
        return rows
    }

    /// Returns the rule that makes events of one kind.
    func event(_ table: LocatedTable, patients: RowMapping<PatientColumn>) -> RowMapping<EventColumn> {
        let file = table.ifPresent("file") { table.string($0, example: "events.csv") } ?? patients.file
        var rows: RowMapping<EventColumn> = rows(table, file: file)
        let isOfPatients = file == patients.file
        if isOfPatients, !table.contains("delimiter") { rows.delimiter = patients.delimiter }
        if isOfPatients, !table.contains("mrn") {
            rows.fields[.mrn] = patients.fields[.mrn]
            _ = table.ifPresent("mrn") { _ in FieldMapping?.none }
        } else {
            rows.fields[.mrn] = column(table, "mrn", example: "Patient ID") ?? FieldMapping.none
        }
        let date = column(table, "date", example: "Date of scan")
        rows.fields[.date] = date ?? FieldMapping.none
        rows.fields[.event] = table.contains("event") ? field(table, "event", word: .constant) : nil
        if rows.fields[.event] == nil { _ = table.string("event", example: "imaging") }
        for column in EventColumn.allCases where ![.mrn, .date, .event].contains(column) {
            rows.fields[column] =
                table.ifPresent(column.rawValue) { field(table, $0, word: .constant) } ?? FieldMapping.none
        }
        if let name = table.ifPresent("when", { table.string($0, example: "Date of scan") }) {
            rows.filled = .init(column: name, texts: [], line: table.line(of: "when") ?? 0)
        } else if let name = date?.column {
            rows.filled = .init(column: name, texts: [], line: date?.line ?? 0)
        }
        check(rows, table)
        return rows
    }

    // MARK: Parts

    private func rows<Column>(_ table: LocatedTable, file: String) -> RowMapping<Column> {
        if table.contains("file"), file.contains("/") || file == "." || file == ".." {
            table.report(
                "file", reason: "it is no name of a file of the roster's folder",
                remedy: "write the name without a folder")
        }
        let own = MappingReader.dates(table, isNeeded: false)
        return RowMapping(
            file: file, delimiter: MappingReader.delimiter(table) ?? delimiter,
            dates: own.isEmpty ? dates : own,
            conditions: table.ifPresent("where") { conditions(table, $0) } ?? [], fields: [:],
            line: table.line ?? 0)
    }

    private func conditions<Column>(_ table: LocatedTable, _ key: String) -> [RowMapping<Column>
        .Condition]
    {
        guard let inner = table.table(key) else { return [] }
        return inner.keys.compactMap { name in
            let texts: [String]?
            if inner.shape(of: name) == .array {
                texts = inner.strings(name, example: "1")
            } else {
                texts = inner.string(name, example: "1").map { [$0] }
            }
            return texts.map { .init(column: name, texts: $0, line: inner.line(of: name) ?? 0) }
        }
    }

    private enum PlainWord {
        case column
        case constant
    }

    private func column(_ table: LocatedTable, _ key: String, example: String) -> FieldMapping? {
        table.string(key, example: example).map { .column($0, line: table.line(of: key) ?? 0) }
    }

    /// Returns a field: a plain string, which is a column or the text itself, or a table that says which.
    private func field(_ table: LocatedTable, _ key: String, word: PlainWord) -> FieldMapping? {
        let line = table.line(of: key) ?? 0
        guard table.shape(of: key) == .table else {
            return table.string(key, example: word == .column ? "Name of a column" : "imaging").map {
                text in
                switch word {
                case .column: .column(text, line: line)
                case .constant: .constant(text, line: line)
                }
            }
        }
        guard let inner = table.table(key) else { return nil }
        if inner.contains("value") {
            return inner.string("value", example: "North").map { .constant($0, line: line) }
        }
        guard let name = inner.string("column", example: "Name of a column") else { return nil }
        guard inner.contains("values") else {
            _ = inner.ifPresent("values") { _ in [String: String]?.none }
            return .column(name, line: line)
        }
        guard let values = inner.table("values") else { return nil }
        var texts: [String: String] = [:]
        for site in values.keys { texts[site] = values.string(site, example: "negative") }
        return .values(column: name, texts, line: line)
    }

    private static func delimiter(_ table: LocatedTable) -> UInt8? {
        guard let text = table.ifPresent("delimiter", { table.string($0, example: ";") }) else {
            return nil
        }
        let known = [",": ",", ";": ";", "|": "|", "\t": "\t", "tab": "\t"]
        if let byte = known[text]?.utf8.first { return byte }
        table.report(
            "delimiter", reason: "fields are not told apart by this",
            remedy: "write \",\", \";\", \"|\" or \"tab\"")
        return nil
    }

    private static func dates(_ table: LocatedTable, isNeeded: Bool) -> [DatePattern] {
        let key = "date_format"
        guard isNeeded || table.contains(key) else {
            _ = table.ifPresent(key) { _ in [String]?.none }
            return []
        }
        let example = "dd.mm.yyyy"
        let texts =
            table.shape(of: key) == .array
            ? table.strings(key, example: example) : table.string(key, example: example).map { [$0] }
        var patterns: [DatePattern] = []
        for text in texts ?? [] {
            guard let pattern = DatePattern(text) else {
                let isShort = text.contains("yy") && !text.contains("yyyy")
                table.report(
                    key,
                    reason: isShort
                        ? "a year of two digits does not say which century is meant"
                        : "it is no form of a date",
                    remedy: isShort
                        ? "export years with four digits, and write yyyy"
                        : "write yyyy, mm and dd with . / - or blanks between them, such as \"dd.mm.yyyy\"")
                continue
            }
            if let other = patterns.first(where: { $0.isConfusable(with: pattern) }) {
                table.report(
                    key, reason: "a text could be a date by \(other.text) and another by \(text)",
                    remedy: "keep the one that the file has")
            }
            patterns.append(pattern)
        }
        return patterns
    }

    /// Checks that the words known before any file is read belong to the vocabulary.
    private func check(_ rows: RowMapping<EventColumn>, _ table: LocatedTable) {
        let lists = [EventColumn.event, .detail, .result].map { rows.fields[$0]?.texts ?? nil }
        guard let events = lists[0] else { return }
        let known = Set(EventVocabulary().entries.map(\.event))
        for event in events where !known.contains(event) {
            table.report(
                "event", reason: "`\(ShownText.of(event))` is no event of the roster",
                remedy: "write one of \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))")
        }
        guard let details = lists[1], let results = lists[2], events.allSatisfy(known.contains) else {
            return
        }
        // What depends on the file is checked row by row.
        func text(_ column: EventColumn, else standIn: String) -> String {
            rows.fields[column].flatMap { $0.texts?.first } ?? standIn
        }
        for event in events {
            // A word is valid if at least one combination accepts it.
            var faults: [FieldFault] = []
            var isSound = false
            for detail in details {
                for result in results {
                    let words = EventWords(
                        date: "2000-01-01", event: event, detail: detail, result: result,
                        site: text(.site, else: "brain"), count: text(.count, else: "1"),
                        size: text(.size, else: "1"), value: text(.value, else: "1"))
                    do throws(EventRefusal) {
                        _ = try EventVocabulary().parse(words)
                        isSound = true
                    } catch {
                        faults += error.faults.filter { fault in !faults.contains(fault) }
                    }
                }
            }
            // With lists of words for several columns, not every combination needs to be valid.
            if isSound, details.count > 1 && results.count > 1 || events.count > 1 { continue }
            for fault in faults {
                table.report(fault.column, reason: "of `\(event)`: \(fault.reason)", remedy: fault.remedy)
            }
        }
    }
}
