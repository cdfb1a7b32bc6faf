import CivilCalendar
import ClinicalModel
import RosterReading

/// Marks the patients of a roster.
///
/// What happened is hashed once for all events that say the same, from its words: no number of this reading goes in, nor one of
/// this process.
public struct PatientMarker: Sendable {
    private let roster: Roster
    private let contentHashes: [UInt64]

    /// A marker of a roster's patients.
    public init(of roster: Roster) {
        self.roster = roster
        let anyDay = PartialDate(.latest)
        contentHashes = roster.events.contents.map { content in
            let words = EventWords(Event(date: anyDay, content: content, row: 0), agents: roster.agents)
            var bytes: [UInt8] = []
            for word in [words.event, words.detail, words.result, words.site, words.count, words.size, words.value] {
                PatientMarker.append(word, to: &bytes)
            }
            return PatientMarker.hash(bytes)
        }
    }

    /// The mark of the patient at a place of the roster.
    public func mark(at index: Int) -> PatientMark {
        let person = roster.patients[index]
        let range = roster.eventStarts[index]..<roster.eventStarts[index + 1]
        var texts: [UInt8] = []
        for text in [person.mrn, person.familyName, person.givenName, person.sex, person.clinic, person.clinician] {
            PatientMarker.append(text, to: &texts)
        }
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
        }
        return PatientMark(
            contentHash: PatientMarker.hash(texts, words), spacing: spacing, row: person.row, firstEventRow: first ?? 0)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0xFF)
    }

    /// Never one of the two numbers that are no hashes: see `PatientMark.contentHash`.
    private static func hash(_ texts: [UInt8], _ words: [UInt64] = []) -> UInt64 {
        var hash = ContentHash()
        texts.withUnsafeBytes { hash.add($0) }
        words.withUnsafeBytes { hash.add($0) }
        return max(hash.value, PatientMark.unknownHash + 1)
    }
}
