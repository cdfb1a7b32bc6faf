/// One of a site's own files: where the columns that a mapping names stand in it.
struct SiteFile {
    let records: CSVRecords<RegularFile>
    let file: RegularFile
    let name: RosterFile
    /// How many columns the header has.
    let columnCount: Int
    /// The columns that nothing reads.
    let unread: RowProblem?
    /// The row of the header.
    let headerRow: Int
    private let indices: [String: Int]

    /// Opens a file and reads its header. Throws every fault of the header at once.
    ///
    /// - Parameter columns: the columns that are read, with the line of the mapping that names each.
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

    /// What is wrong with the form of the current record, if anything.
    var shapeProblem: RowProblem? {
        if records.isMalformed { return RowProblem(.textAfterQuote, column: nil) }
        guard records.fieldCount != columnCount else { return nil }
        return RowProblem(
            .wrongFieldCount, column: nil, expected: columnCount, found: records.fieldCount)
    }

    /// Whether a column is the first.
    func isFirst(_ column: String) -> Bool { indices[column] == 0 }

    /// The fingerprint of what was read.
    var fingerprint: FileFingerprint { file.fingerprint(contentHash: records.contentHash.value) }

    /// A fault where the file is no longer the one that was read.
    var change: FileFault? { file.change(bytesRead: records.contentHash.count) }

    /// The text of a column in the current record.
    func text(_ column: String) -> String { indices[column].map { records.field($0).text } ?? "" }

    /// The bytes of a column in the current record, good until the next one.
    func bytes(_ column: String) -> FieldBytes { records.field(indices[column] ?? -1) }

    private static func missing(
        _ column: String, among names: [String], _ file: RosterFile, _ row: Int, _ place: String,
        _ delimiter: UInt8
    ) -> FileFault {
        let near = column.withFieldBytes { NearestWord(to: $0, among: names).word }
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
