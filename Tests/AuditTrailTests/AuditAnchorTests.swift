import AuditTrail
import SecureHash
import Testing

@Suite("Anchors of the audit trail")
struct AuditAnchorTests {
    private static let digits = "53edefdcfa68a69cff3410677f953175edf35f4e969c10d7d1f9718d63c91aa8"

    @Test func `an anchor is read as it is written`() throws {
        let anchor = AuditAnchor(number: 812, hash: try #require(Digest(Self.digits)))
        #expect(anchor.description == "812:" + Self.digits)
        #expect(try AuditAnchor("812:" + Self.digits) == anchor)
        #expect(try AuditAnchor("812:" + Self.digits.uppercased()) == anchor)
        #expect(try AuditAnchor("\(Int64.max):" + Self.digits).number == .max)
    }

    @Test func `an anchor at an entry has its number and hash`() {
        let entry = SampleTrail.entries(3)[2]
        #expect(AuditAnchor(entry) == AuditAnchor(number: 3, hash: entry.hash))
    }

    // What is given, with `#` for the digits of a hash, and what is wrong with it.
    static let refused: [(String, AuditAnchorFault)] = [
        ("", .noColon), ("812", .noColon), ("#", .noColon), ("812 #", .noColon),
        (":#", .number), ("0:#", .number), ("-1:#", .number), ("+1:#", .number), ("1 :#", .number),
        ("eight:#", .number), ("9223372036854775808:#", .number),
        ("812:", .hash), ("812:53ed", .hash), ("812:#0", .hash), ("812: #", .hash), ("812:#\n", .hash),
        ("812:g#", .hash), ("812::#", .hash),
    ]

    @Test(arguments: refused)
    func `a text that is no anchor is refused for what is wrong with it`(text: String, fault: AuditAnchorFault) {
        #expect(throws: fault) { try AuditAnchor(text.replacing("#", with: Self.digits)) }
    }
}
