import CivilCalendar
import ClinicalModel
import RosterModel

/// The rows of `patients.csv`, read into patients that can be looked up by record number.
struct PatientRows {
    private(set) var patients: [Patient] = []
    private(set) var rejectedRows: [Int32] = []
    private(set) var log = FaultLog()
    /// The number of rows rejected, whole or in part.
    private(set) var rejectedRowCount = 0
    /// The record numbers, in patient order.
    private(set) var mrns = ByteStringTable()
    // Swift compares strings by canonical equivalence, not bytes: other code would take two spellings of one accented
    // number as equal.
    private var accentedMRNs: [String: Int] = [:]
    private var clinics = TextPool()
    private var clinicians = TextPool()

    /// Reads all rows.
    init(_ records: CSVRecords<some ByteSource>, header: Header<PatientColumn>) throws(FileFault) {
        if let problem = header.unknownColumns { log.add(problem, in: .patients, row: records.row) }
        let headerRow = records.row
        let columns = PatientColumnIndices(header)
        while try records.next() { readRow(records, columns) }
        if patients.isEmpty { log.add(RowProblem(.noPatients, column: nil), in: .patients, row: headerRow) }
    }

    private mutating func readRow(_ records: CSVRecords<some ByteSource>, _ columns: PatientColumnIndices) {
        let mrn = records.field(columns.mrn)
        let isWellFormed = records.fieldCount == columns.columnCount && !records.isMalformed
        if !isWellFormed {
            let problem =
                records.isMalformed
                ? RowProblem(.textAfterQuote, column: nil)
                : RowProblem(.wrongFieldCount, column: nil, expected: columns.columnCount, found: records.fieldCount)
            // Before the first comma nothing can have shifted: the number is certain, and the patient must not
            // disappear.
            let isCertain = columns.mrn == 0 && records.fieldCount > 1 && !mrn.isEmpty && !records.isMalformed
            guard isCertain, known(mrn) == nil else { return reject(problem, records.row, of: known(mrn)) }
            enter(mrn, Patient(mrn: mrn.text, row: Int32(clamping: records.row)))
            log.add(problem, in: .patients, row: records.row, severity: .fieldSetAside)
            rejectedRows[patients.count - 1] += 1
            rejectedRowCount += 1
            return
        }
        guard !mrn.isEmpty else { return reject(RowProblem(.missingMRN, column: "mrn"), records.row, of: nil) }
        if SpreadsheetDamage(mrn) != nil {
            // Several patients may have become one, so the row's owner is unknown.
            return reject(RowProblem(.spreadsheetDamage, column: "mrn", value: mrn), records.row, of: nil)
        }
        if let first = known(mrn) {
            let problem = RowProblem(.duplicateMRN, column: "mrn", expected: Int(patients[first].row))
            return reject(problem, records.row, of: first)
        }
        let birthText = records.field(columns.birthDate)
        let birthDate = PartialDate(utf8: birthText.buffer)
        let damaged = PatientRows.damagedTexts(records, columns)
        enter(
            mrn,
            Patient(
                mrn: mrn.text, familyName: records.field(columns.familyName).text,
                givenName: records.field(columns.givenName).text, birthDate: birthDate,
                sex: records.field(columns.sex).text,
                clinic: clinics.text(records.field(columns.clinic)),
                clinician: clinicians.text(records.field(columns.clinician)),
                row: Int32(clamping: records.row)))
        if mrn.buffer.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            reject(RowProblem(.untypableMRN, column: "mrn"), records.row, of: patients.count - 1)
        }
        for problem in damaged {
            log.add(problem, in: .patients, row: records.row, severity: .fieldSetAside)
            rejectedRows[patients.count - 1] += 1
            rejectedRowCount += 1
        }
        if birthDate == nil, !birthText.isEmpty {
            reject(
                RowProblem(
                    .badBirthDate, column: PatientColumn.birthDate.rawValue,
                    suggestion: PatientRows.damage(ofBirthDate: birthText)), records.row, of: patients.count - 1)
        }
    }

    /// Returns the texts of a patient that a spreadsheet damaged.
    private static func damagedTexts(
        _ records: CSVRecords<some ByteSource>, _ columns: PatientColumnIndices
    ) -> [RowProblem] {
        var problems: [RowProblem] = []
        func look(_ column: PatientColumn, _ index: Int) {
            let text = records.field(index)
            guard text.first == UInt8(ascii: "#"), SpreadsheetDamage(text) != nil else { return }
            problems.append(RowProblem(.spreadsheetDamage, column: column.rawValue, value: text))
        }
        look(.familyName, columns.familyName)
        look(.givenName, columns.givenName)
        look(.sex, columns.sex)
        look(.clinic, columns.clinic)
        look(.clinician, columns.clinician)
        return problems
    }

    private static func damage(ofBirthDate text: FieldBytes) -> String {
        if let damage = SpreadsheetDamage(text) { return ": \(damage.reason)" }
        let isSerial = text.count == 5 && text.buffer.allSatisfy { 0x30...0x39 ~= $0 }
        return isSerial ? ": it looks like a spreadsheet's serial number of a day" : ""
    }

    private func known(_ mrn: FieldBytes) -> Int? {
        mrns.index(of: mrn) ?? (mrn.isASCII ? nil : accentedMRNs[mrn.text])
    }

    private mutating func enter(_ mrn: FieldBytes, _ patient: Patient) {
        if !mrn.isASCII { accentedMRNs[patient.mrn] = patients.count }
        mrns.insert(mrn)
        patients.append(patient)
        rejectedRows.append(0)
    }

    private mutating func reject(_ problem: RowProblem, _ row: Int, of patient: Int?) {
        log.add(problem, in: .patients, row: row)
        rejectedRowCount += 1
        if let patient { rejectedRows[patient] += 1 }
    }
}

/// The columns of `patients.csv`.
enum PatientColumn: String, RosterColumn {
    case mrn
    case familyName = "family_name"
    case givenName = "given_name"
    case birthDate = "birth_date"
    case sex, clinic, clinician

    var isRequired: Bool { self == .mrn }
    static let number = PatientColumn.mrn
    var isDate: Bool { self == .birthDate }
    var isShown: Bool { false }
}

/// The positions of the patient columns, looked up once per file.
struct PatientColumnIndices {
    let mrn: Int
    let familyName: Int
    let givenName: Int
    let birthDate: Int
    let sex: Int
    let clinic: Int
    let clinician: Int
    /// The number of columns, including those not read.
    let columnCount: Int

    init(_ header: Header<PatientColumn>) {
        mrn = header.index(of: .mrn)
        familyName = header.index(of: .familyName)
        givenName = header.index(of: .givenName)
        birthDate = header.index(of: .birthDate)
        sex = header.index(of: .sex)
        clinic = header.index(of: .clinic)
        clinician = header.index(of: .clinician)
        columnCount = header.count
    }
}

/// Keeps one copy of texts that recur between rows, such as clinic names.
struct TextPool {
    // With more distinct texts than this, the column does not recur, and pooling costs more than it saves.
    private static let limit = 65_536
    private var table = ByteStringTable()
    private var texts: [String] = []

    mutating func text(_ bytes: FieldBytes) -> String {
        // Swift stores up to 15 bytes inside the string itself.
        if bytes.count <= 15 { return bytes.text }
        if let number = table.index(of: bytes) { return texts[number] }
        let text = bytes.text
        if texts.count < TextPool.limit {
            table.insert(bytes)
            texts.append(text)
        }
        return text
    }
}
