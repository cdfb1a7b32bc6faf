import CivilCalendar
import ClinicalModel
import GRDB
import StaffWork
import Surveillance

/// A row of the work-list as stored; its status follows from its window and the day.
public struct StoredFollowUp: Hashable, Sendable {
    /// The patient's number in the store.
    public let patient: Int64
    /// The person, as far as lists name her: without date of birth and sex.
    public let person: Patient
    /// The patient's phase.
    public let phase: Phase
    /// The protocol that speaks for the patient.
    public let protocolID: String
    /// Whether rows of the patient were set aside.
    public let isIncomplete: Bool
    /// Since when the patient is missing from the export.
    public let absentSince: CivilDate?
    /// What is owed.
    public let owed: FollowUp
    /// Whether enough risk factors of the patient hold.
    public let isHighRisk: Bool
    /// Whether a lease was laid on it or the patient; it may be over.
    public let hasLease: Bool

    static let columns = """
        mrn, family_name, given_name, clinic, clinician, phase, rejected_rows > 0, absent_since,
        item, rule, also, anchor, earliest, due, latest, urgency, substitute, flags, booked, misses, high_risk,
        follow_up.patient,
        EXISTS (SELECT 1 FROM lease WHERE lease.patient = follow_up.patient AND lease.item IN (follow_up.item, '')),
        protocol, leading_due, leading_latest, cause, newest_result
        """

    init(_ row: Row, cause: (Int) throws -> EventContent) throws {
        let patient: Int64 = row[21]
        func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
        func read<Value>(_ value: Value?, _ column: StaticString) throws(StoredValueUnreadable) -> Value {
            guard let value else { throw StoredValueUnreadable("follow_up", patient, column) }
            return value
        }
        func words<Word: RawRepresentable<String>>(
            _ index: Int, _ column: StaticString
        ) throws(StoredValueUnreadable) -> [Word] {
            var words: [Word] = []
            for text in (row[index] as String).split(separator: " ") {
                words.append(try read(Word(rawValue: String(text)), column))
            }
            return words
        }
        let absent: Int? = row[7]
        let booked: String? = row[18]
        let (leadingDue, leadingLatest, code): (Int?, Int?, Int?) = (row[24], row[25], row[26])
        let newest: String? = row[27]
        self.patient = patient
        person = Patient(mrn: row[0], familyName: row[1], givenName: row[2], clinic: row[3], clinician: row[4])
        phase = try read(Phase(rawValue: row[5]), "phase")
        protocolID = row[23]
        isIncomplete = row[6]
        absentSince = absent.map { CivilDate(clampingDaysSinceEpoch: $0) }
        owed = FollowUp(
            item: try read(Item(rawValue: row[8]), "item"), rule: try read(RuleID(rawValue: row[9]), "rule"),
            also: try words(10, "also"), anchor: try read(PartialDate(row[11] as String), "anchor"),
            window: Window(earliest: day(12), due: day(13), latest: day(14)),
            urgency: try read(Urgency(rank: row[15]), "urgency"), isSubstitute: row[16],
            flags: try words(17, "flags"),
            booked: booked == nil ? nil : try read(booked.flatMap { PartialDate($0) }, "booked"), misses: row[19],
            leadingDates: leadingDue == nil || leadingLatest == nil
                ? nil : FollowUp.LeadingDates(due: day(24), latest: day(25)),
            cause: try code.map(cause),
            newestResult: newest == nil ? nil : try read(newest.flatMap { PartialDate($0) }, "newest_result"))
        (isHighRisk, hasLease) = (row[20], row[22])
    }
}

/// Which follow-ups are looked at: those that have all of what is given.
public struct FollowUpSelection: Sendable {
    /// Their windows open on or before this day.
    public var openBy: CivilDate?
    /// The patient's clinic.
    public var clinic: String?
    /// The patient's record number.
    public var mrn: String?
    /// What is owed.
    public var item: String?
    /// Whether only those without an appointment.
    public var isUnbooked = false
    /// The name of the person who owns them on a day.
    public var owner: (name: String, day: CivilDate)?

    /// All of them.
    public init() {}
}

/// As much of a follow-up as decides whether it is asked for and where it stands.
///
/// A `FollowUp` would do, but a list looks at every row of the store: these few columns lie in an index of their own, and no
/// text of a row is read but the item.
public struct FollowUpOutline: Hashable, Sendable, Windowed {
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: Item
    /// How quickly.
    public let urgency: Urgency
    /// The days on which it is owed.
    public let window: Window
    /// Whether enough risk factors of the patient hold.
    public let isHighRisk: Bool

    /// An outline of these parts.
    public init(patient: Int64, item: Item, urgency: Urgency, window: Window, isHighRisk: Bool) {
        self.patient = patient
        self.item = item
        self.urgency = urgency
        self.window = window
        self.isHighRisk = isHighRisk
    }

    /// Its place in the work-list of a day, by itself.
    public func key(in order: WorkListOrder, isNew: Bool = false) -> FollowUpKey {
        FollowUpKey(
            rank: order.rank(item, urgency, window, isHighRisk: isHighRisk, isNew: isNew).value, patient: patient,
            item: item)
    }
}

/// The place of a follow-up in a work-list: its rank, then patient and item. In a list by patient all of a patient's stand where
/// the most pressing of them does.
public struct FollowUpKey: Hashable, Sendable {
    /// The rank that places it: its own, or that of the patient's most pressing follow-up.
    private var head: UInt64
    /// The patient's number in the store.
    public let patient: Int64
    /// The value of its `WorkListRank`.
    private let rank: UInt64
    /// What is owed.
    public let item: Item

    /// The place of a follow-up that stands for itself.
    init(rank: UInt64, patient: Int64, item: Item) {
        (head, self.rank, self.patient, self.item) = (rank, rank, patient, item)
    }

    /// The part of the list in which it stands.
    public var band: WorkListBand { WorkListRank(value: head).band }

    /// Puts the follow-ups of each patient together.
    public static func group(_ keys: inout [FollowUpKey]) {
        var heads: [Int64: UInt64] = [:]
        for key in keys { heads[key.patient] = min(heads[key.patient] ?? .max, key.rank) }
        for place in keys.indices { keys[place].head = heads[keys[place].patient] ?? keys[place].rank }
    }
}

extension FollowUpKey: Comparable {
    /// Whether the first stands above the second.
    public static func < (first: FollowUpKey, second: FollowUpKey) -> Bool {
        if first.head != second.head { return first.head < second.head }
        if first.patient != second.patient { return first.patient < second.patient }
        if first.rank != second.rank { return first.rank < second.rank }
        return first.item.rawValue < second.item.rawValue
    }
}

extension FollowUpKey: LosslessStringConvertible {
    /// The place as a text: as texts, places have the same order; a page begins after one. Otherwise of no meaning.
    public var description: String {
        [head, UInt64(bitPattern: patient), rank].map(FollowUpKey.digits).joined() + item.rawValue
    }

    private static let digitsOfNumber = 13

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 36)
        return String(repeating: "0", count: digitsOfNumber - digits.utf8.count) + digits
    }

    /// Reads a place; nil for any other text.
    public init?(_ text: String) {
        var rest = text[...]
        func number() -> UInt64? {
            let digits = rest.prefix(FollowUpKey.digitsOfNumber)
            rest = rest.dropFirst(digits.count)
            return digits.utf8.count == FollowUpKey.digitsOfNumber ? UInt64(digits, radix: 36) : nil
        }
        guard let head = number(), let patient = number(), let rank = number(), let item = Item(rawValue: String(rest))
        else { return nil }
        (self.head, self.patient, self.rank, self.item) = (head, Int64(bitPattern: patient), rank, item)
    }
}

/// Finds items by their words. A list reads the word of every open row, and `Item(rawValue:)` compares it with one item after the
/// other: here length and first letter say which one it can be.
private enum ItemWords {
    private static let byShape: [Item?] = {
        var items = [Item?](repeating: nil, count: 1 << 8)
        for item in Item.allCases { items[shape(item.rawValue)] = item }
        return items
    }()

    private static func shape(_ word: String) -> Int {
        Int(word.utf8.first ?? 0) & 0b111 | (word.utf8.count & 0b11111) << 3
    }

    static func item(_ word: String) -> Item? {
        if let item = byShape[shape(word)], item.rawValue == word { return item }
        return Item(rawValue: word)
    }
}

/// The work-list: outlines of many rows in their order, then whole rows of the few that are shown.
extension StoreReader {
    /// Goes through the outlines of the follow-ups selected, in no order to rely on.
    public func forEachFollowUp(_ selection: FollowUpSelection, _ body: (FollowUpOutline) throws -> Void) throws {
        var conditions = ["earliest <= ?"]
        var arguments: StatementArguments = [Int((selection.openBy ?? .latest).daysSinceEpoch)]
        if let item = selection.item {
            conditions.append("item = ?")
            arguments += [item]
        }
        if selection.isUnbooked { conditions.append("booked IS NULL") }
        if let owner = selection.owner {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM lease WHERE lease.patient = follow_up.patient AND lease.item = follow_up.item
                        AND lease.kind = \(LeaseKind.ack.sql) AND lease.user = ? AND lease.until >= ?)
                """)
            arguments += [owner.name, Int(owner.day.daysSinceEpoch)]
        }
        var ofPatient: [String] = []
        for (column, value) in [("clinic", selection.clinic), ("mrn", selection.mrn)] {
            guard let value else { continue }
            ofPatient.append("\(column) = ?")
            arguments += [value]
        }
        if !ofPatient.isEmpty {
            conditions.append("patient IN (SELECT id FROM patient WHERE \(ofPatient.joined(separator: " AND ")))")
        }
        let statement = try database.cachedStatement(
            sql: """
                SELECT patient, item, urgency, earliest, due, latest, high_risk FROM follow_up
                WHERE \(conditions.joined(separator: " AND "))
                """)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
            guard let item = ItemWords.item(row[1]) else { throw StoredValueUnreadable("follow_up", row[0], "item") }
            guard let urgency = Urgency(rank: row[2]) else {
                throw StoredValueUnreadable("follow_up", row[0], "urgency")
            }
            try body(
                FollowUpOutline(
                    patient: row[0], item: item, urgency: urgency,
                    window: Window(earliest: day(3), due: day(4), latest: day(5)), isHighRisk: row[6]))
        }
    }

    /// The follow-up at a place; nil where it is no longer there.
    public func followUp(at key: FollowUpKey) throws -> StoredFollowUp? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(StoredFollowUp.columns) FROM follow_up JOIN patient ON patient.id = follow_up.patient
                WHERE patient = ? AND item = ?
                """)
        return try Row.fetchOne(statement, arguments: [key.patient, key.item.rawValue]).map { row in
            try StoredFollowUp(row) { try dictionary.content(of: $0, in: database) }
        }
    }

    /// The patients of whom a treatment decision became known on a day or later, and nobody has taken it on by another: nothing is
    /// laid on it or on the patient, and it is not booked.
    public func patientsWithNewResults(since first: CivilDate, on day: CivilDate) throws -> Set<Int64> {
        let statement = try database.cachedStatement(
            sql: """
                SELECT patient FROM follow_up
                WHERE known_since BETWEEN ? AND ? AND booked IS NULL AND NOT EXISTS (
                    SELECT 1 FROM lease
                    WHERE lease.patient = follow_up.patient AND lease.item IN (follow_up.item, '') AND lease.until >= ?2)
                """)
        let arguments: StatementArguments = [Int(first.daysSinceEpoch), Int(day.daysSinceEpoch)]
        return Set(try Int64.fetchAll(statement, arguments: arguments))
    }
}
