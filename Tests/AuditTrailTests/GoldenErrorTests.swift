import AuditTrail
import SecureHash
import TestSupport
import Testing

@Suite("Golden errors of the audit trail")
struct GoldenErrorTests {
    private let anchor: AuditAnchor
    private let found: Digest

    init() throws {
        anchor = try AuditAnchor("812:53edefdcfa68a69cff3410677f953175edf35f4e969c10d7d1f9718d63c91aa8")
        found = try #require(Digest("3020ab0dc0a1554b6d83490053c69da6e29c1b794865dee08633a763288b80f5"))
    }

    private func name(_ finding: AuditFinding) -> String {
        switch finding {
        case .missing: "missing"
        case .doubled: "doubled"
        case .wrongPrevious: "wrongPrevious"
        case .wrongHash: "wrongHash"
        case .otherThanAnchor: "otherThanAnchor"
        case .endsBeforeAnchor: "endsBeforeAnchor"
        }
    }

    private func name(_ fault: AuditAnchorFault) -> String {
        switch fault {
        case .noColon: "noColon"
        case .number: "number"
        case .hash: "hash"
        }
    }

    @Test func `every finding and fault says what the golden file holds`() throws {
        let findings: [AuditFinding] = [
            .missing(first: 5, last: 5), .missing(first: 5, last: 9), .doubled(5, expected: 6), .wrongPrevious(5),
            .wrongHash(5), .otherThanAnchor(anchor, found: found), .endsBeforeAnchor(anchor, last: 700),
            .endsBeforeAnchor(anchor, last: nil),
        ]
        let samples = findings.map { ErrorSample(name($0), "\($0)", remedy: $0.remedy) }
        let faults = AuditAnchorFault.allCases.map { ErrorSample(name($0), "\($0)", remedy: $0.remedy) }
        for sample in samples + faults { #expect(!sample.lacksRemedy, "\(sample.text)") }
        #expect(Set(samples.map(\.name)) == (try EnumCases(of: "AuditFinding", in: "AuditTrail").names))
        let document =
            ErrorSample.document("findings in the audit trail", samples) + ErrorSample.document("anchors", faults)
        try GoldenFile().hold(document)
    }

    @Test func `a finding knows the first row that is not as it should be`() {
        #expect(AuditFinding.missing(first: 5, last: 9).row == 5)
        #expect(AuditFinding.doubled(5, expected: 6).row == 5)
        #expect(AuditFinding.wrongPrevious(5).row == 5)
        #expect(AuditFinding.wrongHash(5).row == 5)
        #expect(AuditFinding.otherThanAnchor(anchor, found: found).row == 812)
        #expect(AuditFinding.endsBeforeAnchor(anchor, last: 700).row == 701)
        #expect(AuditFinding.endsBeforeAnchor(anchor, last: nil).row == 1)
    }
}
