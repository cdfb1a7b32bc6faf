import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("Pseudonyms")
struct PseudonymTests {
    @Test func `a pseudonym needs the key, and tells patients apart`() {
        let site = Pseudonyms(key: Array("one site".utf8))
        #expect(site.pseudonym(of: "M1").utf8.count == 12)
        #expect(site.pseudonym(of: "M1") == site.pseudonym(of: "M1"))
        #expect(site.pseudonym(of: "M1") != site.pseudonym(of: "M2"))
        #expect(site.pseudonym(of: "M1") != Pseudonyms(key: Array("another".utf8)).pseudonym(of: "M1"))
    }

    // Patients keep their names in logs from version to version.
    // Python: hmac.new(b"one site", b"M1", hashlib.sha256).hexdigest()[:12]
    @Test func `a patient's pseudonym stays what it was`() {
        #expect(Pseudonyms(key: Array("one site".utf8)).pseudonym(of: "M1") == "2a7b05d27946")
    }
}
