import Spelling
import Testing

@Suite("The guess behind did you mean")
struct NearestWordTests {
    @Test(arguments: [
        ("ealry", "early"), ("Late", "late"), ("answered-from", "answered_from"), ("repet", "repeat"), ("xyz", nil),
        ("", nil), ("due ", "due"), ("d", nil),
    ])
    func `a guess is made where a word is near`(text: String, guess: String?) {
        let words = ["early", "late", "answered_from", "repeat", "due"]
        #expect(NearestWord(to: text.utf8, among: words)?.word == guess)
    }

    @Test(arguments: [
        ("Tucatinib", 0), ("tuca-tinib", 0), ("tucatinb", 1), ("tuactinib", 1), ("tocatinab", 2), ("tucaxxxib", 3),
        ("tucaxxxxb", nil),
    ])
    func `letters are counted, a swap of neighbours once`(text: String, distance: Int?) {
        #expect(NearestWord(to: text.utf8, among: ["tucatinib"])?.distance == distance)
    }

    @Test func `of equally near words the first wins, and the nearest over all`() {
        #expect(NearestWord(to: "stat".utf8, among: ["start", "stats"])?.word == "start")
        #expect(NearestWord(to: "stats".utf8, among: ["start", "stats"])?.word == "stats")
        #expect(NearestWord(to: "stat".utf8, among: ["start"], limit: 0) == nil)
    }
}
