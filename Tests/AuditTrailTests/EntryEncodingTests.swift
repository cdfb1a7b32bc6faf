import AuditTrail
import SecureHash
import Testing

@Suite("The bytes that an entry's hash is made of")
struct EntryEncodingTests {
    // Should these digests ever change, every trail that was written would seem forged.
    // They were made with Python, from the description of the bytes alone:
    //   def t(s): b = s.encode(); return struct.pack(">q", len(b)) + b
    //   def o(s): return b"\0" if s is None else b"\1" + t(s)
    //   def n(i): return b"\0" if i is None else b"\1" + struct.pack(">q", i)
    //   e = (b"cnswatch audit entry 1\0" + struct.pack(">qqI", number, at, uid) + t(user) + t(verb) + o(patient)
    //        + o(item) + t(detail) + o(before) + o(after) + o(reason) + n(action) + previous)
    //   hashlib.sha256(e).hexdigest()
    @Test func `an entry with every part has the hash that Python makes of it`() throws {
        let draft = AuditDraft(
            at: 1_764_036_000, uid: 1_000, user: "anna", verb: "snooze", patient: "MRN-0042", item: "brain-mri",
            detail: "until 2025-12-24", before: "due 2025-11-20", after: "snoozed until 2025-12-24",
            reason: "Urlaub, zurück am 24.", action: 41)
        let previous = try #require(Digest(bytes: 0...31))
        #expect(EntryEncoding.bytes(number: 7, draft: draft, previous: previous).count == 256)
        #expect(
            EntryEncoding.hash(number: 7, draft: draft, previous: previous).description
                == "53edefdcfa68a69cff3410677f953175edf35f4e969c10d7d1f9718d63c91aa8")
    }

    @Test func `an entry of which parts are missing has the bytes and the hash that Python makes of it`() {
        let draft = AuditDraft(at: -1, uid: .max, user: "4294967295", verb: "due")
        let bytes = EntryEncoding.bytes(number: 1, draft: draft, previous: .zero)
        let numbers: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 255, count: 12)
        let texts: [UInt8] =
            [0, 0, 0, 0, 0, 0, 0, 10] + Array("4294967295".utf8) + [0, 0, 0, 0, 0, 0, 0, 3] + Array("due".utf8)
        let missing = [UInt8](repeating: 0, count: 2 + 8 + 4)
        let previous = [UInt8](repeating: 0, count: 32)
        #expect(bytes == Array("cnswatch audit entry 1\0".utf8) + numbers + texts + missing + previous)
        #expect(
            AuditEntry(number: 1, draft: draft, previous: .zero, hash: .zero).properHash.description
                == "3020ab0dc0a1554b6d83490053c69da6e29c1b794865dee08633a763288b80f5")
    }

    @Test func `no two different entries have the same bytes`() {
        // Texts that would run together without their lengths, and what is missing beside what is empty.
        let drafts = [
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c"), AuditDraft(at: 1, uid: 2, user: "a", verb: "bc"),
            AuditDraft(at: 1, uid: 2, user: "", verb: "abc"), AuditDraft(at: 1, uid: 2, user: "abc", verb: ""),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", patient: ""),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", item: ""),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", before: ""),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", after: ""),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", reason: ""),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", action: 0),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", before: "x"),
            AuditDraft(at: 1, uid: 2, user: "ab", verb: "c", after: "x"),
            AuditDraft(at: 2, uid: 1, user: "ab", verb: "c"),
            // Alike to a reader and for Swift, in other bytes.
            AuditDraft(at: 1, uid: 2, user: "\u{E9}", verb: "c"),
            AuditDraft(at: 1, uid: 2, user: "e\u{301}", verb: "c"),
        ]
        let bytes = Set(drafts.map { EntryEncoding.bytes(number: 1, draft: $0, previous: .zero) })
        #expect(bytes.count == drafts.count)
        #expect(!bytes.contains(EntryEncoding.bytes(number: 2, draft: drafts[0], previous: .zero)))
    }

    @Test func `a zero byte in a text is replaced, since no file would give it back`() {
        let draft = AuditDraft(
            at: 1, uid: 2, user: "a\0b", verb: "\0", patient: "\0", item: "\0", detail: "\0\0", before: "\0",
            after: "\0", reason: "whole\0rest")
        #expect(draft.user == "a\u{FFFD}b")
        #expect(draft.detail == "\u{FFFD}\u{FFFD}")
        #expect(draft.reason == "whole\u{FFFD}rest")
        #expect([draft.verb, draft.patient, draft.item, draft.before, draft.after].allSatisfy { $0 == "\u{FFFD}" })
    }
}
