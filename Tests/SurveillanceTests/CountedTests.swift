import ClinicalModel
import Testing

@Suite("Counted things")
struct CountedTests {
    @Test func `one is one, and none and many are many`() {
        #expect([0, 1, 2].map { "\(Counted($0, "row"))" } == ["0 rows", "1 row", "2 rows"])
        #expect("\(Counted(2, "biopsy", "biopsies"))" == "2 biopsies")
        #expect([1, 5].map { Counted($0, "patient").with("is", "are") } == ["1 patient is", "5 patients are"])
    }
}
