import CivilCalendar
import ClinicalModel
import Foundation
import GRDB
import RosterModel

/// Shows whether a patient of the export has changed, and where the patient's rows are.
public struct PatientMark: Hashable, Sendable {
    /// A hash of all patient data that the evaluation and the reports read, notes too, rows apart: if it is unchanged,
    /// so is what the patient is owed. Zero if there is no patient, one if it was never calculated.
    public var contentHash: UInt64
    /// A hash of the distances between the patient's events in the files.
    public var spacing: UInt32
    /// The line of `patients.csv` on which the patient's row begins.
    public var row: Int32
    /// The line of `events.csv` on which the first event begins; 0 if there are none.
    public var firstEventRow: Int32

    /// Creates a mark from its parts.
    public init(contentHash: UInt64, spacing: UInt32, row: Int32, firstEventRow: Int32) {
        self.contentHash = contentHash
        self.spacing = spacing
        self.row = row
        self.firstEventRow = firstEventRow
    }

    /// The mark of an unused patient number.
    public static let none = PatientMark(contentHash: 0, spacing: 0, row: 0, firstEventRow: 0)

    /// The hash of a patient whose records were never hashed.
    static let unknownHash: UInt64 = 1
}

/// The stored form: the four numbers in order, lowest byte first.
extension PatientMark {
    static let byteCount = 20

    init(stored bytes: UnsafeRawBufferPointer, at offset: Int) {
        func number<Number: FixedWidthInteger>(_ place: Int) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + place, as: Number.self))
        }
        self.init(contentHash: number(0), spacing: number(8), row: number(12), firstEventRow: number(16))
    }

    func store(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: contentHash.littleEndian, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: spacing.littleEndian, toByteOffset: offset + 8, as: UInt32.self)
        bytes.storeBytes(of: row.littleEndian, toByteOffset: offset + 12, as: Int32.self)
        bytes.storeBytes(of: firstEventRow.littleEndian, toByteOffset: offset + 16, as: Int32.self)
    }
}

/// The marks of all patients of the store, by number, for comparing the roster in force with a new one.
///
/// A row inserted into a file moves all patients below it. So many marks share a page, and moved marks are written by
/// the page instead of one by one.
public struct PatientMarks: Sendable {
    /// The marks per row, chosen to fill one page of the file, which is 4 KiB.
    static let perPage = 200

    private var marks: [PatientMark] = []
    /// The pages in which a mark changed since they were read or stored.
    private(set) var changedPages: Set<Int> = []

    /// Creates an empty set of marks.
    init() {}

    /// One more than the highest patient number.
    public var end: Int64 { Int64(marks.count) }

    /// The mark of the patient with a number.
    public subscript(patient: Int64) -> PatientMark {
        get { marks.indices.contains(Int(patient)) ? marks[Int(patient)] : .none }
        set {
            guard self[patient] != newValue else { return }
            let place = Int(patient)
            while marks.count <= place { marks.append(.none) }
            marks[place] = newValue
            changedPages.insert(place / PatientMarks.perPage)
        }
    }

    /// Reads a stored page; pages come in order.
    mutating func read(page: Int, _ bytes: UnsafeRawBufferPointer) {
        while marks.count < page * PatientMarks.perPage { marks.append(.none) }
        for offset in stride(from: 0, to: bytes.count - PatientMark.byteCount + 1, by: PatientMark.byteCount) {
            marks.append(PatientMark(stored: bytes, at: offset))
        }
    }

    /// Returns the pages with changed marks, in order and in stored form, and marks them as unchanged.
    mutating func takeChangedPages() -> [(page: Int, bytes: [UInt8])] {
        defer { changedPages = [] }
        return changedPages.sorted().map { page in
            let range = page * PatientMarks.perPage..<min((page + 1) * PatientMarks.perPage, marks.count)
            let bytes = [UInt8](unsafeUninitializedCapacity: range.count * PatientMark.byteCount) { buffer, count in
                count = range.count * PatientMark.byteCount
                for place in range {
                    marks[place].store(
                        into: UnsafeMutableRawBufferPointer(buffer),
                        at: (place - range.lowerBound) * PatientMark.byteCount)
                }
            }
            return (page, bytes)
        }
    }
}

/// Calculates the marks of a roster's patients.
///
/// Equal event contents are hashed once, from their words: the hash uses no number of this reading or this process.
public struct PatientMarker: Sendable {
    private let roster: Roster
    private let contentHashes: [UInt64]

    /// Creates a marker of a roster's patients.
    public init(of roster: Roster) {
        self.roster = roster
        let anyDay = PartialDate(.latest)
        contentHashes = roster.events.contents.map { content in
            let words = EventWords(Event(date: anyDay, content: content, row: 0))
            var bytes: [UInt8] = []
            for word in [words.event, words.detail, words.result, words.site, words.count, words.size, words.value] {
                PatientMarker.append(word, to: &bytes)
            }
            return PatientMarker.hash(bytes)
        }
    }

    /// Returns the mark of the patient at this index of the roster.
    public func mark(at index: Int) -> PatientMark {
        let person = roster.patients[index]
        let range = roster.eventStarts[index]..<roster.eventStarts[index + 1]
        var texts: [UInt8] = []
        for text in [person.mrn, person.familyName, person.givenName, person.sex, person.clinic, person.clinician] {
            PatientMarker.append(text, to: &texts)
        }
        let hasNotes = !roster.notes.isEmpty
        var words = [
            UInt64(person.birthDate?.storedNumber ?? 0) << 32 | UInt64(UInt32(bitPattern: roster.rejectedRows[index]))
        ]
        words.reserveCapacity(1 + range.count)
        var first: Int32?
        var before: Int32 = 0
        var spacing: UInt32 = 0
        roster.events.forEach(in: range) { date, content, row in
            if first == nil { (first, before) = (row, row) }
            spacing = (spacing ^ UInt32(bitPattern: row &- before)) &* 0x0100_0193
            before = row
            words.append(contentHashes[content] &+ UInt64(date.storedNumber) &* 0x9E37_79B9_7F4A_7C15)
            if hasNotes, let note = roster.notes.bytes(ofRow: row) {
                texts += note
                texts.append(0xFF)
                // Of which event it is the note.
                words.append(UInt64(words.count))
            }
        }
        return PatientMark(
            contentHash: PatientMarker.hash(texts, words), spacing: spacing, row: person.row, firstEventRow: first ?? 0)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0xFF)
    }

    /// Never returns one of the two reserved numbers: see `PatientMark.contentHash`.
    private static func hash(_ texts: [UInt8], _ words: [UInt64] = []) -> UInt64 {
        var hash = ContentHash()
        texts.withUnsafeBytes { hash.add($0) }
        words.withUnsafeBytes { hash.add($0) }
        return max(hash.value, PatientMark.unknownHash + 1)
    }
}

extension StoreSchema {
    /// Moves the places of patients into pages. Their hashes change, so that the next export evaluates everyone once.
    static func marks(_ database: Database) throws {
        try database.execute(
            sql: """
                -- What tells whether patients changed, and where they stand in the files: 200 to a row, in the order of their
                -- numbers, from 200 times the page on. The format is that of PatientMark.
                CREATE TABLE mark_page (
                    page INTEGER PRIMARY KEY,
                    marks BLOB NOT NULL
                ) STRICT;
                """)
        var marks = PatientMarks()
        let rows = try Row.fetchCursor(
            database, sql: "SELECT patient, row, first_event_row FROM place ORDER BY patient")
        while let row = try rows.next() {
            marks[row[0]] = PatientMark(
                contentHash: PatientMark.unknownHash, spacing: 0, row: row[1], firstEventRow: row[2])
        }
        try StoreWriter(database: database, dictionary: EventDictionary()).put(&marks)
        try database.execute(sql: "DROP TABLE place; ALTER TABLE patient DROP COLUMN content_hash")
    }
}

/// Reads the roster in force for comparison with a new one.
extension StoreReader {
    /// SQL for the mark of one patient, in a statement that joins the patient's page.
    static let storedMark =
        "substr(marks, id % \(PatientMarks.perPage) * \(PatientMark.byteCount) + 1, \(PatientMark.byteCount))"

    /// Returns the marks of all patients.
    public func marks() throws -> PatientMarks {
        var marks = PatientMarks()
        let rows = try Row.fetchCursor(database, sql: "SELECT page, marks FROM mark_page ORDER BY page")
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 1) { data in data?.withUnsafeBytes { marks.read(page: row[0], $0) } }
        }
        return marks
    }

    /// Returns the number of the patient with a record number; nil if there is none.
    public func number(ofRecordNumber mrn: String) throws -> Int64? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM patient WHERE mrn = ?")
        return try Int64.fetchOne(statement, arguments: [mrn])
    }

    /// Returns the numbers of the patients whose record numbers have letters beyond ASCII: two spellings of one compare
    /// equal in Swift, but not by bytes.
    public func accentedNumbers() throws -> [String: Int64] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT mrn, id FROM patient WHERE length(mrn) <> length(CAST(mrn AS BLOB))")
        var numbers: [String: Int64] = [:]
        while let row = try rows.next() { numbers[row[0]] = row[1] }
        return numbers
    }

    /// Returns the numbers of the patients who are missing from the export.
    public func absentNumbers() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT id FROM patient WHERE absent_since IS NOT NULL"))
    }

    /// Reads a mark that was selected as `storedMark`; returns `.none` if the page is missing.
    static func mark(_ row: Row, at index: Int) throws -> PatientMark {
        try row.withUnsafeData(atIndex: index) { data in
            data.map { $0.withUnsafeBytes { PatientMark(stored: $0, at: 0) } } ?? .none
        }
    }
}

extension StoreWriter {
    /// Stores the marks that changed since they were read or stored.
    public func put(_ marks: inout PatientMarks) throws {
        for (page, bytes) in marks.takeChangedPages() {
            try execute("INSERT OR REPLACE INTO mark_page (page, marks) VALUES (?, ?)", [page, Data(bytes)])
        }
    }
}
