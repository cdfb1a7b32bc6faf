import Testing
import Varlink

/// Source of the rows: the regular expressions of the interface definition grammar, UAPI.20.
@Suite("Names in interface descriptions")
struct VarlinkNameTests {
    @Test(arguments: ["org.varlink.service", "a.b", "A.b", "com.example-1.0x", "org.a--b.C", "io.1.2"])
    func `a reverse domain names an interface`(name: String) {
        #expect(VarlinkName.isInterface(name))
    }

    @Test(arguments: [
        "", "org", "org.", ".org", "org..a", "1.a", "-a.b", "a-.b", "a.b-", "a.-b", "a_b.c", "org.é", "a.b ", "a b.c",
    ])
    func `anything else does not`(name: String) {
        #expect(!VarlinkName.isInterface(name))
    }

    @Test
    func `types, methods and errors start with an upper-case letter and hold letters and digits`() {
        #expect(["A", "Get2", "GETInfo"].allSatisfy { VarlinkName.isMember($0) })
        #expect(
            !["", "get", "2Get", "Get_Info", "Get-Info", "GétInfo", "Get.Info"].contains { VarlinkName.isMember($0) })
    }

    @Test
    func `fields hold letters, digits and single inner underscores`() {
        #expect(["a", "A", "a1", "a_b_c", "nextMRI_2"].allSatisfy { VarlinkName.isField($0) })
        #expect(!["", "1a", "_a", "a_", "a__b", "a-b", "a.b", "é"].contains { VarlinkName.isField($0) })
    }
}
