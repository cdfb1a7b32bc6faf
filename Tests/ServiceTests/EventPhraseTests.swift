import ControlInterface
import Testing

@testable import cnswatch

@Suite("Events as they are typed")
struct EventPhraseTests {
    // Each as the vocabulary has it: an event without a detail begins with its result.
    private static let phrases: [(words: String, event: EventMessage)] = [
        ("visit", EventMessage(event: "visit")), ("visit 2026-02", EventMessage(event: "visit", date: "2026-02")),
        (
            "imaging mri-brain stable 2026-02-01",
            EventMessage(event: "imaging", date: "2026-02-01", detail: "mri-brain", result: "stable")
        ),
        (
            "imaging 2026-02-01 mri-brain stable count=2 size_mm=11.5 site=brain",
            EventMessage(
                event: "imaging", date: "2026-02-01", detail: "mri-brain", result: "stable", site: "brain", count: "2",
                sizeMm: "11.5")
        ),
        ("leptomeningeal confirmed", EventMessage(event: "leptomeningeal", result: "confirmed")),
        ("status hospice", EventMessage(event: "status", result: "hospice")),
        ("systemic progression", EventMessage(event: "systemic", result: "progression")),
        ("metastasis suspected brain", EventMessage(event: "metastasis", result: "suspected", site: "brain")),
        ("performance kps 80", EventMessage(event: "performance", detail: "kps", value: "80")),
        ("interval brain-mri 2m", EventMessage(event: "interval", detail: "brain-mri", result: "2m")),
        ("biomarker her2 3+", EventMessage(event: "biomarker", detail: "her2", result: "3+")),
        ("surgery brain-resection", EventMessage(event: "surgery", detail: "brain-resection")),
        // A word that the service does not know goes there as it is: it says which is meant.
        ("imagin mri-brain stable", EventMessage(event: "imagin", detail: "mri-brain", result: "stable")),
    ]

    @Test(arguments: phrases)
    func `words go to their columns`(words: String, event: EventMessage) throws {
        #expect(try EventPhrase.read(words.split(separator: " ").map(String.init)) == event)
    }

    @Test func `several events stand with a plus between them`() throws {
        let events = try EventPhrase.readMany(["visit", "+", "biomarker", "her2", "3+", "+", "status", "hospice"])
        #expect(events.map(\.event) == ["visit", "biomarker", "status"] && events[1].result == "3+")
    }

    @Test func `every line of the vocabulary can be typed`() throws {
        for line in VocabularyText.lines where !line.hasPrefix(" ") {
            let words = line.split(separator: " ").map(String.init)
            #expect(try EventPhrase.read(words.prefix(1)).event == words[0])
            #expect(line.utf8.count <= 76)
        }
    }
}
