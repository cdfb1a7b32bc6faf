import AuditTrail
import SecureHash
import Testing

@Suite("The chain of the audit trail")
struct AuditChainTests {
    private let entries = SampleTrail.entries(10)

    @Test func `entries are numbered from 1 and each holds the hash of the one before`() {
        #expect(entries.map(\.number) == Array(1...10))
        #expect(entries.map(\.previous) == [.zero] + entries.dropLast().map(\.hash))
        #expect(Set(entries.map(\.hash)).count == 10)
        #expect(entries[3].detail == "row 4")
        #expect(entries[3].patient == "M4")
    }

    @Test func `a sound trail is sound, whole and page by page, with an anchor and without`() throws {
        for anchor in [nil, AuditAnchor(entries[0]), AuditAnchor(entries[4]), AuditAnchor(entries[9])] {
            #expect(SampleTrail.finding(in: entries, anchor: anchor) == nil)
            var chain = AuditChain(verifying: anchor)
            for start in stride(from: 0, to: 10, by: 3) { try chain.follow(entries[start..<min(start + 3, 10)]) }
            try chain.end()
            #expect(chain.head == AuditAnchor(entries[9]))
        }
        #expect(SampleTrail.finding(in: []) == nil)
    }

    @Test func `a chain that goes on behind a row makes and follows the same entries`() throws {
        var chain = AuditChain(continuing: AuditAnchor(entries[5]))
        #expect(chain.append(SampleTrail.draft(7)) == entries[6])
        var following = AuditChain(continuing: AuditAnchor(entries[5]))
        try following.follow(entries[6...])
        #expect(following.head == AuditAnchor(entries[9]))
        #expect(throws: AuditFinding.wrongPrevious(7)) {
            var other = AuditChain(continuing: AuditAnchor(number: 6, hash: entries[4].hash))
            try other.follow(entries[6])
        }
    }

    @Test func `a chain behind the last number that there is has no next entry, and does not trap`() {
        var chain = AuditChain(continuing: AuditAnchor(number: .max, hash: .zero))
        #expect(throws: AuditFinding.missing(first: .min, last: 0)) { try chain.follow(entries[0]) }
        #expect(chain.append(SampleTrail.draft(1)).number == .min)
    }

    // Every part of a draft, exchanged alone; the digests are left as they were.
    static let changes: [(String, AuditDraft)] = {
        let d = SampleTrail.draft(4)
        func changed(
            at: Int? = nil, uid: UInt32? = nil, user: String? = nil, verb: String? = nil, patient: String?? = .none,
            item: String?? = .none, detail: String? = nil, before: String?? = .none, after: String?? = .none,
            reason: String?? = .none, action: Int64?? = .none
        ) -> AuditDraft {
            AuditDraft(
                at: at ?? d.at, uid: uid ?? d.uid, user: user ?? d.user, verb: verb ?? d.verb,
                patient: patient ?? d.patient, item: item ?? d.item, detail: detail ?? d.detail,
                before: before ?? d.before, after: after ?? d.after, reason: reason ?? d.reason,
                action: action ?? d.action)
        }
        return [
            ("at", changed(at: 0)), ("uid", changed(uid: 0)), ("user", changed(user: "bert")),
            ("verb", changed(verb: "undo")), ("patient", changed(patient: "M5")),
            ("patient removed", changed(patient: .some(nil))), ("item", changed(item: "csf")),
            ("item removed", changed(item: .some(nil))), ("detail", changed(detail: "")),
            ("before", changed(before: "")), ("before removed", changed(before: .some(nil))),
            ("after", changed(after: "a")), ("after removed", changed(after: .some(nil))),
            ("reason", changed(reason: "Because")), ("reason removed", changed(reason: .some(nil))),
            ("action", changed(action: 5)), ("action removed", changed(action: .some(nil))),
        ]
    }()

    @Test(arguments: changes)
    func `a row of which one part was changed is found at that row`(part: String, draft: AuditDraft) {
        var entries = entries
        let old = entries[3]
        #expect(draft != old.draft, "\(part)")
        entries[3] = AuditEntry(number: 4, draft: draft, previous: old.previous, hash: old.hash)
        #expect(SampleTrail.finding(in: entries) == .wrongHash(4), "\(part)")
        // With a hash that fits again, the next row shows it.
        entries[3] = AuditEntry(number: 4, draft: draft, previous: old.previous, hash: entries[3].properHash)
        #expect(SampleTrail.finding(in: entries) == .wrongPrevious(5), "\(part)")
    }

    @Test func `a row whose digests were changed is found at that row`() {
        var entries = entries
        let old = entries[6]
        entries[6] = AuditEntry(number: 7, draft: old.draft, previous: old.previous, hash: .zero)
        #expect(SampleTrail.finding(in: entries) == .wrongHash(7))
        entries[6] = AuditEntry(number: 7, draft: old.draft, previous: .zero, hash: old.hash)
        #expect(SampleTrail.finding(in: entries) == .wrongPrevious(7))
    }

    @Test(arguments: 1...10)
    func `a first broken row is found wherever it stands`(number: Int) {
        var entries = entries
        for index in (number - 1)..<10 {
            let old = entries[index]
            entries[index] = AuditEntry(
                number: old.number, draft: SampleTrail.draft(99), previous: old.previous, hash: old.hash)
        }
        #expect(SampleTrail.finding(in: entries)?.row == Int64(number))
    }

    @Test func `rows that are missing are named, the first ones too`() {
        #expect(SampleTrail.finding(in: Array(entries[2...])) == .missing(first: 1, last: 2))
        #expect(SampleTrail.finding(in: Array(entries[..<4] + entries[5...])) == .missing(first: 5, last: 5))
        #expect(SampleTrail.finding(in: Array(entries[..<4] + entries[9...])) == .missing(first: 5, last: 9))
    }

    @Test func `a row that is there twice, or below its place, is found`() {
        #expect(
            SampleTrail.finding(in: Array(entries[...4] + entries[4...])) == .doubled(5, expected: 6))
        #expect(SampleTrail.finding(in: [entries[0], entries[1], entries[0]]) == .doubled(1, expected: 3))
        let below = AuditEntry(number: 0, draft: SampleTrail.draft(0), previous: .zero, hash: .zero)
        #expect(SampleTrail.finding(in: [below]) == .doubled(0, expected: 1))
    }

    @Test func `a trail that was cut short is found by an anchor, and by nothing else`() {
        let short = Array(entries[..<7])
        let anchor = AuditAnchor(entries[8])
        #expect(SampleTrail.finding(in: short) == nil)
        #expect(SampleTrail.finding(in: short, anchor: AuditAnchor(entries[6])) == nil)
        #expect(SampleTrail.finding(in: short, anchor: anchor) == .endsBeforeAnchor(anchor, last: 7))
        #expect(SampleTrail.finding(in: short, anchor: anchor)?.row == 8)
        #expect(SampleTrail.finding(in: [], anchor: anchor) == .endsBeforeAnchor(anchor, last: nil))
    }

    @Test func `a trail that was rewritten with new hashes is found by an anchor, and by nothing else`() {
        let rewritten = SampleTrail.entries(10, reason: "another reason")
        let anchor = AuditAnchor(entries[5])
        #expect(SampleTrail.finding(in: rewritten) == nil)
        #expect(
            SampleTrail.finding(in: rewritten, anchor: anchor)
                == .otherThanAnchor(anchor, found: rewritten[5].hash))
    }
}
