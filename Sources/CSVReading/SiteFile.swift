import CivilCalendar
import RosterModel
import Spelling

/// One of a site's own files, with the positions of the columns that a mapping names.
struct SiteFile {
    let records: CSVRecords<RegularFile>
    let file: RegularFile
    let name: RosterFile
    /// The number of columns in the header.
    let columnCount: Int
    /// A problem naming the columns that are not read.
    let unread: RowProblem?
    /// The row of the header.
    let headerRow: Int
    private let indices: [String: Int]

    /// Opens a file and reads its header. Throws every fault of the header at once.
    ///
    /// - Parameter columns: the columns to read, each with the line of the mapping that names it.
    init(
        _ name: String, in folder: String, delimiter: UInt8, columns: [(name: String, line: Int)],
        mapping: String
    ) throws(RosterRefusal) {
        let site = RosterFile(rawValue: name)
        self.name = site
        var limits = CSVLimits()
        limits.separator = delimiter
        do throws(FileFault) {
            file = try RegularFile(site, in: folder)
            records = CSVRecords(file: site, source: file, limits: limits)
            guard try records.next() else { throw FileFault.noHeader(site) }
        } catch {
            throw RosterRefusal(faults: [error])
        }
        headerRow = records.row
        columnCount = records.fieldCount
        let (header, count) = (records, min(columnCount, limits.columns))
        let names = (0..<count).map { header.field($0).text }
        var indices: [String: Int] = [:]
        var doubled: Set<String> = []
        for (index, name) in names.enumerated() {
            if indices[name] != nil { doubled.insert(name) }
            indices[name] = index
        }
        self.indices = indices
        var faults: [FileFault] = []
        var told: Set<String> = []
        for (column, line) in columns where told.insert(column).inserted {
            if indices[column] == nil {
                faults.append(
                    SiteFile.missing(column, among: names, site, records.row, "\(mapping):\(line)", delimiter)
                )
            } else if doubled.contains(column) {
                faults.append(
                    FileFault(
                        .duplicateColumn, site, row: records.row, column: column,
                        reason: "the header names the column twice", remedy: "remove or rename one of them"))
            }
        }
        guard faults.isEmpty else { throw RosterRefusal(faults: faults) }
        unread = SiteFile.unread(names.filter { !told.contains($0) && !$0.isEmpty })
    }

    private static func unread(_ names: [String]) -> RowProblem? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(20).map { "`\(ShownText.of($0))`" }
        let more = names.count > 20 ? ["\(names.count - 20) more"] : []
        let kind = names.count == 1 ? "the column " : "the columns "
        return RowProblem(.unmappedColumns, column: nil, suggestion: kind + (shown + more).joined(separator: ", "))
    }

    /// A problem with the shape of the current record, or nil.
    var shapeProblem: RowProblem? {
        if records.isMalformed { return RowProblem(.textAfterQuote, column: nil) }
        guard records.fieldCount != columnCount else { return nil }
        return RowProblem(
            .wrongFieldCount, column: nil, expected: columnCount, found: records.fieldCount)
    }

    /// Returns whether a column is the first.
    func isFirst(_ column: String) -> Bool { indices[column] == 0 }

    /// The fingerprint of the bytes read.
    var fingerprint: FileFingerprint { file.fingerprint(contentHash: records.contentHash.value) }

    /// A fault if the file has changed since it was opened.
    var change: FileFault? { file.change(bytesRead: records.contentHash.count) }

    /// Returns the text of a column in the current record.
    func text(_ column: String) -> String { indices[column].map { records.field($0).text } ?? "" }

    /// Returns the bytes of a column in the current record, valid until the next one.
    func bytes(_ column: String) -> FieldBytes { records.field(indices[column] ?? -1) }

    private static func missing(
        _ column: String, among names: [String], _ file: RosterFile, _ row: Int, _ place: String,
        _ delimiter: UInt8
    ) -> FileFault {
        let near = NearestWord(to: column.utf8, among: names)?.word
        let other =
            names.count == 1 ? names[0].first { ",;\t|".contains($0) && $0.utf8.first != delimiter } : nil
        let remedy =
            if let other {
                "the file separates its fields otherwise: write delimiter = \"\(other == "\t" ? "tab" : "\(other)")\""
            } else if let near {
                "write `\(ShownText.of(near))` there if that is meant"
            } else {
                "export the column, or correct its name there"
            }
        return FileFault(
            .missingColumn, file, row: row, column: column,
            reason: "the header has no such column, which \(place) asks for", remedy: remedy)
    }
}

/// Translates a row of a site's file into the words of the roster, by one rule of its mapping.
struct RowTranslator<Column: RosterColumn> {
    let rows: RowMapping<Column>
    private let mapping: RosterMapping

    init(_ rows: RowMapping<Column>, _ mapping: RosterMapping) {
        self.rows = rows
        self.mapping = mapping
    }

    /// The column of the site's file that holds the record number.
    var numberColumn: String { rows.fields[Column.number]?.column ?? "" }

    /// Returns whether the rule matches the current row of the file.
    func means(_ file: SiteFile) -> Bool {
        if let filled = rows.filled, isEmpty(file.text(filled.column)) { return false }
        return rows.conditions.allSatisfy { condition in
            let text = file.text(condition.column)
            return condition.texts.contains(text) || condition.texts.contains("") && isEmpty(text)
        }
    }

    /// Returns the fields of the current row, and its faults.
    func fields(_ file: SiteFile) -> (fields: [Column: String], faults: [FieldFault]) {
        var fields: [Column: String] = [:]
        var faults: [FieldFault] = []
        for column in Column.allCases {
            let field = rows.fields[column] ?? .none
            guard let name = field.column else {
                if case .constant(let text, _) = field { fields[column] = text }
                continue
            }
            let text = file.text(name)
            if isEmpty(text) { continue }
            if let damage = SpreadsheetDamage(file.bytes(name)) {
                faults.append(fault(.spreadsheetDamage, name, damage.reason, damage.remedy))
            } else {
                switch value(of: text, field, column, name) {
                case .success(let text): fields[column] = text
                case .failure(let fault): faults.append(fault)
                }
            }
        }
        return (fields, faults)
    }

    private func isEmpty(_ text: String) -> Bool { text.isEmpty || mapping.missing.contains(text) }

    private func value(
        of text: String, _ field: FieldMapping, _ column: Column, _ name: String
    ) -> Result<String, FieldFault> {
        if column.isDate { return date(of: text, column, name) }
        if column == Column.number, let pattern = mapping.numbers, !pattern.matches(text) {
            let lacksZeros = pattern.lacksZeros(text)
            return .failure(
                fault(
                    .badRecordNumber, name,
                    lacksZeros
                        ? "the record number has \(Count.characters(text)) where mrn_pattern has \(pattern.text.utf8.count): a "
                            + "spreadsheet has probably taken zeros away"
                        : "the record number does not have the form of mrn_pattern, \(pattern.text)",
                    lacksZeros
                        ? "format the column as text before the numbers are entered, and export again from the source"
                        : "correct the number, or mrn_pattern in \(mapping.path)"))
        }
        guard case .values(_, let values, let line) = field else { return .success(text) }
        if let word = values[text] { return .success(word) }
        let shown = column.isShown ? "`\(ShownText.of(text))`" : "the text"
        let known = values.keys.sorted().prefix(20).map { "`\(ShownText.of($0))`" }.joined(
            separator: ", ")
        return .failure(
            fault(
                .unmappedValue, name, "\(shown) is not among the values of \(mapping.path):\(line)",
                "add it there, or correct it; known are \(known)", shown: column.isShown ? text : nil))
    }

    private func date(of text: String, _ column: Column, _ name: String) -> Result<String, FieldFault> {
        for pattern in rows.dates {
            if let date = pattern.date(of: text) { return .success(date.description) }
        }
        let forms = rows.dates.map(\.text).joined(separator: " or ")
        let isSerial = 4...6 ~= text.utf8.count && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        let shown = column.isShown ? "`\(ShownText.of(text))`" : "the date"
        return .failure(
            fault(
                isSerial ? .spreadsheetDamage : .unmappedDate, name,
                isSerial
                    ? "\(shown) looks like a spreadsheet's serial number of a day"
                    : "\(shown) is no date of the form \(forms), or there is no such day",
                isSerial
                    ? "give the column a date format before the export, and write \(forms)"
                    : "write \(forms), or add the form to date_format in \(mapping.path)",
                shown: column.isShown ? text : nil))
    }

    private func fault(
        _ kind: RosterFaultKind, _ column: String, _ reason: String, _ remedy: String,
        shown: String? = nil
    ) -> FieldFault {
        FieldFault(
            column: column, kind: kind, severity: kind.severity, reason: reason, remedy: remedy,
            shownValue: shown.map { ShownText.of($0) })
    }
}

private enum Count {
    static func characters(_ text: String) -> String {
        "\(text.utf8.count) character\(text.utf8.count == 1 ? "" : "s")"
    }
}
