import RosterModel

/// The header of a roster file: the position of each known column, and the unknown ones.
struct Header<Column: RosterColumn> {
    /// The number of columns.
    let count: Int
    /// A problem naming the columns that are not read; nil if there are none.
    let unknownColumns: RowProblem?
    private let indices: [Column: Int]

    /// Reads the first record as the header. Throws every fault of the header at once.
    init(of records: CSVRecords<some ByteSource>, limits: CSVLimits) throws(RosterRefusal) {
        let file = records.file
        do throws(FileFault) {
            guard try records.next() else { throw FileFault.noHeader(file) }
        } catch {
            throw RosterRefusal(faults: [error])
        }
        count = records.fieldCount
        guard count <= limits.columns else {
            throw RosterRefusal(faults: [
                FileFault(
                    .tooManyColumns, file, row: records.row,
                    reason: "the header has \(count) columns, more than \(limits.columns)",
                    remedy: "export the columns of the roster only")
            ])
        }
        let names = (0..<count).map { records.field($0).text }
        var faults = Header.missing(among: names, file: file, row: records.row)
        // Without the required columns, the first line may be a patient rather than a header, so its words are not
        // shown.
        let isHeader = faults.isEmpty
        faults += Header.duplicates(among: names, file: file, row: records.row, isShown: isHeader)
        if records.isMalformed {
            faults.append(
                FileFault(
                    .malformedHeader, file, row: records.row, reason: "text follows a closing quote in the header",
                    remedy: "write the names of the columns without quotes"))
        }
        guard faults.isEmpty else { throw RosterRefusal(faults: faults) }
        var indices: [Column: Int] = [:]
        for (index, name) in names.enumerated() {
            if let column = Column(rawValue: name) { indices[column] = index }
        }
        self.indices = indices
        unknownColumns = Header.unknown(among: names)
    }

    /// Returns the position of a column; -1 if the file lacks it.
    func index(of column: Column) -> Int { indices[column] ?? -1 }

    private static func missing(among names: [String], file: RosterFile, row: Int) -> [FileFault] {
        Column.allCases.filter { $0.isRequired && !names.contains($0.rawValue) }.map { column in
            let remedy =
                if names.count == 1, let separator = names[0].first(where: { $0 == ";" || $0 == "\t" || $0 == "|" }) {
                    "separate the columns with commas, not with \(separator == "\t" ? "tabs" : "`\(separator)`")"
                } else if let near = names.first(where: { habit($0) == column.rawValue }) {
                    "rename the column `\(ShownText.of(near))` to `\(column.rawValue)`"
                } else {
                    "name a column `\(column.rawValue)` in the first line"
                }
            return FileFault(
                .missingColumn, file, row: row, column: column.rawValue, reason: "the header has no such column",
                remedy: remedy)
        }
    }

    private static func duplicates(
        among names: [String], file: RosterFile, row: Int, isShown: Bool
    ) -> [FileFault] {
        var seen: Set<String> = []
        var told: Set<String> = []
        // Spreadsheets leave columns without names behind; they are not read.
        return names.filter { !$0.isEmpty && !seen.insert($0).inserted && told.insert($0).inserted }.map { name in
            let isKnown = Column(rawValue: name) != nil
            return FileFault(
                .duplicateColumn, file, row: row, column: isKnown ? name : nil,
                reason: isKnown
                    ? "the header names the column twice"
                    : "the header names \(isShown ? "`\(ShownText.of(name))`" : "a column") twice",
                remedy: "remove or rename one of them")
        }
    }

    private static func unknown(among names: [String]) -> RowProblem? {
        let unknown = names.filter { Column(rawValue: $0) == nil }
        guard !unknown.isEmpty else { return nil }
        let named = unknown.filter { !$0.isEmpty }
        var parts = named.prefix(20).map { "`\(ShownText.of($0))`" }
        if named.count > 20 { parts.append("\(named.count - 20) more") }
        if named.count < unknown.count { parts.append("\(unknown.count - named.count) without a name") }
        let kind = unknown.count == 1 ? "the column " : "the columns "
        let free = Column.allCases.map(\.rawValue).filter { !names.contains($0) }
        let accepted = free.isEmpty ? Column.allCases.map(\.rawValue) : free
        return RowProblem(
            .unknownColumns, column: nil, accepted: accepted, suggestion: kind + parts.joined(separator: ", "))
    }

    /// Returns the name in this file's spelling, for names that differ only in case and separators.
    private static func habit(_ name: String) -> String {
        String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }
}

/// A column of a roster file, by its header name.
protocol RosterColumn: CaseIterable, Hashable, RawRepresentable<String>, Sendable {
    var isRequired: Bool { get }
    /// The column of the record number.
    static var number: Self { get }
    /// Whether it holds a date.
    var isDate: Bool { get }
    /// Whether its text may be shown: it holds a word or a clinical date, never a person.
    var isShown: Bool { get }
}
