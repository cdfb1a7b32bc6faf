import ClinicalModel
import Testing

@Suite("Pluralised nouns")
struct PluralisedTests {
    @Test func `one is one, and none and many are many`() {
        #expect([0, 1, 2].map { "\(Pluralised($0, "row"))" } == ["0 rows", "1 row", "2 rows"])
        #expect("\(Pluralised(2, "biopsy", "biopsies"))" == "2 biopsies")
        #expect([1, 5].map { Pluralised($0, "patient").with("is", "are") } == ["1 patient is", "5 patients are"])
    }
}
