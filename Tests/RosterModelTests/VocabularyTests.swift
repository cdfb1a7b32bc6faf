import CivilCalendar
import ClinicalModel
import Testing

@testable import RosterModel

@Suite("The vocabulary of events (protocol.md section 2)")
struct VocabularyTests {
    private let vocabulary = EventVocabulary()

    private func content(
        _ event: String, _ detail: String = "", _ result: String = "", site: String = "", count: String = "",
        size: String = "", value: String = ""
    ) throws(EventRefusal) -> EventContent {
        let words = EventWords(
            date: "2025-01-02", event: event, detail: detail, result: result, site: site, count: count, size: size,
            value: value)
        return try vocabulary.parse(words).content
    }

    private func kinds(
        _ event: String, _ detail: String = "", _ result: String = "", site: String = "", count: String = "",
        size: String = "", value: String = ""
    ) -> [RosterFaultKind] {
        do throws(EventRefusal) {
            _ = try content(event, detail, result, site: site, count: count, size: size, value: value)
            return []
        } catch {
            return error.faults.map(\.kind)
        }
    }

    @Test func `every listed combination of words is an event and is written back in the same words`() throws {
        var seen: Set<EventContent> = []
        var combinations = 0
        for entry in vocabulary.entries {
            let results = entry.resultForm == nil ? entry.results : ["6w", "12m", "1d", "protocol"]
            for detail in entry.details.isEmpty ? [""] : entry.details {
                for result in results.isEmpty ? [""] : results {
                    for site in entry.sites.isEmpty ? [""] : entry.sites {
                        let words = EventWords(
                            date: "2025", event: entry.event, detail: detail, result: result, site: site,
                            value: entry.otherColumns.contains("value") ? "3" : "")
                        let parsed = try vocabulary.parse(words)
                        let written = parsed.content.words
                        #expect(parsed.content.eventName == entry.event)
                        #expect(written == (detail, result))
                        #expect(parsed.warnings == [])
                        #expect(seen.insert(parsed.content).inserted)
                        combinations += 1
                    }
                }
            }
        }
        // 2 + 9 + 4 + 3 x 7 + 2 x 7 + 4 x 4 + 5 + 3 + 5 + 5 + 13 x 2 + 2 + 19 x 2 + 3 + 1 + 2 + 4 + 2 x 2 + 4 x 4 + 11 x 3 + 5
        #expect(combinations == 218)
        #expect(Set(vocabulary.entries.map(\.event)) == Set(EventKind.allCases.map(\.rawValue)))
    }

    @Test func `words are matched exactly`() {
        #expect(kinds("Visit") == [.unknownWord])
        #expect(kinds("diagnosis", "breast cancer", "Early") == [.unknownWord, .unknownWord])
        #expect(kinds("imaging", "mri-brain", "new lesions") == [.unknownWord])
        #expect(kinds("imaging", "mri-spine", "stable") == [.unknownWord])
        #expect(kinds("biomarker", "er", "3+") == [.unknownWord])
        #expect(kinds("") == [.missingWord])
        #expect(kinds("csf") == [.missingWord, .missingWord])
        #expect(kinds("metastasis", "", "confirmed") == [.missingWord])
        #expect(kinds("metastasis", "", "confirmed", site: "Liver") == [.unknownWord])
    }

    @Test func `a status may stand in either column and must be the same in both`() throws {
        #expect(try content("status", "hospice", "") == .status(.hospice))
        #expect(try content("status", "", "hospice") == .status(.hospice))
        #expect(try content("status", "hospice", "hospice") == .status(.hospice))
        #expect(kinds("status", "hospice", "deceased") == [.conflictingStatus])
        #expect(kinds("status") == [.missingWord])
    }

    @Test(arguments: [
        ("0", "0", 0, 0), ("9999", "999", 9_999, 999_000), ("3", "38", 3, 38_000), ("1", "30.001", 1, 30_001),
        ("001", "2.5", 1, 2_500), ("7", "999.000", 7, 999_000),
    ])
    func `lesions are counted and measured`(count: String, size: String, number: Int, micrometres: Int) throws {
        let lesions = LesionDescription(count: number, sizeInMicrometres: micrometres)
        let scan = try content("imaging", "ct-brain", "stable", site: "frontal", count: count, size: size)
        #expect(scan == .brainImaging(.ct, .stable, lesions))
        let site = try content("metastasis", "", "suspected", site: "lung", count: count, size: size)
        #expect(site == .metastasis(.suspected, .lung, lesions))
    }

    @Test(arguments: ["-1", "10000", "1.0", "two", "1e3", "99999999999999999999", "\u{0663}"])
    func `a count of any other form is a fault`(count: String) {
        #expect(kinds("imaging", "mri-brain", "stable", count: count) == [.badCount])
        #expect(kinds("imaging", "pet", "positive", count: count) == [])
        #expect(kinds("visit", count: count) == [])
    }

    @Test(arguments: ["-1", "999.001", "1000", "1.2345", "1.", ".5", "1,5", "14mm", "1.2.3", "123456789012345678901"])
    func `a size of any other form is a fault`(size: String) {
        #expect(kinds("metastasis", "", "confirmed", site: "brain", size: size) == [.badSize])
        #expect(kinds("diagnosis", "breast-cancer", "early", size: size) == [])
    }

    @Test func `values lie on their scale`() throws {
        #expect(try content("performance", "kps", value: "100") == .performance(.kps, thousandths: 100_000))
        #expect(try content("performance", "ecog", value: "5") == .performance(.ecog, thousandths: 5_000))
        #expect(try content("performance", "lvef", value: "57.5") == .performance(.lvef, thousandths: 57_500))
        #expect(kinds("performance", "ecog", value: "5.001") == [.badValue])
        #expect(kinds("performance", "kps", value: "101") == [.badValue])
        #expect(kinds("performance", "lvef") == [.missingValue])
    }

    @Test func `an interval has one to three digits and a unit or is the protocol's`() throws {
        #expect(try content("interval", "brain-mri", "6w") == .interval(.brainMRI, .weeks(6)))
        #expect(try content("interval", "visit", "protocol") == .interval(.visit, nil))
        for text in ["-6w", "6", "w", "1000d", "6 w", "6W", "", "Protocol", "+6w"] {
            #expect(kinds("interval", "mammogram", text) == [.badInterval])
        }
        #expect(kinds("interval", "csf", "6w") == [.unknownWord])
    }

    @Test(arguments: [
        ("Enhertu", "trastuzumab-deruxtecan"), ("enhertu", "trastuzumab-deruxtecan"),
        ("T-DM1", "trastuzumab-emtansine"),
        ("T-DXd", "trastuzumab-deruxtecan"), ("Herceptin", "trastuzumab"), ("KEPPRA", "levetiracetam"),
    ])
    func `a brand name is a fault that names the generic`(name: String, generic: String) {
        let fault = #expect(throws: EventRefusal.self) { try content("drug", name, "start") }?.faults.first
        #expect(fault?.kind == .misspeltAgent)
        #expect(fault?.remedy == "write `\(generic)`")
    }

    @Test(arguments: [
        ("T-DXd 5.4 mg/kg", "trastuzumab-deruxtecan"), ("Trastuzumab deruxtecan (Enhertu)", "trastuzumab-deruxtecan"),
        ("tucatinib 300 mg bd", "tucatinib"), ("tukysa 300mg", "tucatinib"), ("tucatinib+capecitabine", "tucatinib"),
        ("neratinib maleate", "neratinib"),
    ])
    func `a known name among other words is a fault, since a stop of it would end nothing`(name: String, known: String)
    {
        let fault = #expect(throws: EventRefusal.self) { try content("drug", name, "stop") }?.faults.first
        #expect(fault?.kind == .misspeltAgent)
        #expect(fault?.remedy.hasPrefix("write `\(known)` alone if that is meant") == true)
    }

    @Test(arguments: [
        "tucatinib\u{200B}", "tuca\u{AD}tinib", "trastuzumab\u{2011}deruxtecan", "trastuzumab\u{A0}deruxtecan",
    ])
    func `a name that only looks like a known one is a fault`(name: String) {
        let fault = #expect(throws: EventRefusal.self) { try content("drug", name, "stop") }?.faults.first
        #expect(fault?.kind == .misspeltAgent)
    }

    @Test func `a compound of a known name is another drug, and told`() throws {
        let name = "trastuzumab-duocarmazine"
        let parsed = try vocabulary.parse(EventWords(date: "2025", event: "drug", detail: name, result: "start"))
        #expect(parsed.content == .drug(Agent(name), .start))
        #expect(parsed.warnings.map(\.kind) == [.doubtfulAgent])
    }

    @Test func `what an earlier version stored is read, though it would be refused today`() throws {
        let brand = EventWords(date: "2025", event: "drug", detail: "Enhertu", result: "start")
        #expect(try EventVocabulary.stored.parse(brand).content == .drug(Agent("Enhertu"), .start))
        let long = EventWords(date: "2025", event: "interval", detail: "brain-mri", result: "24m")
        #expect(try EventVocabulary.stored.parse(long).content == .interval(.brainMRI, .months(24)))
    }

    @Test(arguments: [
        ("brain-mri", "12m", true), ("brain-mri", "13m", false), ("spine-mri", "52w", true),
        ("spine-mri", "53w", false),
        ("brain-mri", "366d", true), ("brain-mri", "367d", false), ("visit", "36m", true), ("visit", "37m", false),
        ("mammogram", "156w", true), ("mammogram", "157w", false),
    ])
    func `an interval has a longest length`(item: String, length: String, isTaken: Bool) {
        #expect(kinds("interval", item, length) == (isTaken ? [] : [.badInterval]))
    }

    @Test(arguments: ["capecitabine", "Hôpital trial 7", "ribociclib 600 mg", "intrathecal-topotecan"])
    func `any other agent is taken as written`(name: String) throws {
        let words = EventWords(date: "2025", event: "drug", detail: name, result: "start")
        let parsed = try vocabulary.parse(words)
        #expect(parsed.warnings == [])
        let agent = Agent(name)
        #expect(agent.name == name)
        #expect(parsed.content == .drug(agent, .start))
        #expect(agent.isIntrathecal == name.hasPrefix("intrathecal-"))
    }

    @Test(arguments: [
        ("Tucatinib", "tucatinib"), ("trastuzumab deruxtecan", "trastuzumab-deruxtecan"),
        ("TRASTUZUMAB_EMTANSINE", "trastuzumab-emtansine"), ("trastuzumabderuxtecan", "trastuzumab-deruxtecan"),
        ("Intrathecal-trastuzumab", "intrathecal-trastuzumab"),
        ("intrathecal Methotrexate", "intrathecal-methotrexate"),
        ("intrathecal-", "intrathecal-AGENT"),
    ])
    func `an agent that the rules would pass over is a fault`(name: String, remedy: String) {
        let fault = #expect(throws: EventRefusal.self) { try content("drug", name, "start") }?.faults.first
        #expect(fault?.kind == .misspeltAgent)
        #expect(fault?.remedy == "write `\(remedy)`")
    }

    @Test(arguments: [
        ("tucatinb", "tucatinib"), ("trastuzumab-deruxtekan", "trastuzumab-deruxtecan"),
        ("methotrexate (intrathecal)", "intrathecal-AGENT"),
    ])
    func `an agent a letter off a known one is taken and told`(name: String, meant: String) throws {
        let parsed = try vocabulary.parse(
            EventWords(date: "2025", event: "drug", detail: name, result: "stop"))
        #expect(parsed.warnings.map(\.kind) == [.doubtfulAgent])
        #expect(parsed.warnings.first?.remedy.contains("`\(meant)`") == true)
        #expect(parsed.content == .drug(Agent(name), .stop))
    }

    @Test func `critical sites are known and their other spellings are not passed over`() throws {
        func site(_ text: String) throws(EventRefusal) -> LesionDescription.CriticalSite? {
            guard case .brainImaging(_, _, let lesions) = try content("imaging", "mri-brain", "stable", site: text)
            else { return nil }
            return lesions.criticalSite
        }
        #expect(try site("cerebellum") == .cerebellum)
        #expect(try site("brainstem") == .brainstem)
        #expect(try site("frontal lobe, left") == nil)
        for text in ["Cerebellum", "brain stem", "BRAIN-STEM"] {
            #expect(kinds("imaging", "mri-brain", "new-lesions", site: text) == [.misspeltSite])
        }
        let words = EventWords(
            date: "2025", event: "imaging", detail: "mri-brain", result: "new-lesions", site: "left cerebellar")
        #expect(try vocabulary.parse(words).warnings.map(\.kind) == [.doubtfulSite])
    }

    @Test func `a biopsy is of a known site, of another, or of none named`() throws {
        #expect(try content("biopsy", "", "positive", site: "liver") == .biopsy(.positive, .named(.liver)))
        #expect(try content("biopsy", "", "negative") == .biopsy(.negative, .unnamed))
        #expect(try content("biopsy", "", "negative", site: "breast") == .biopsy(.negative, .elsewhere))
        #expect(kinds("biopsy", "", "negative", site: "Liver") == [.misspeltSite])
    }

    @Test func `dates are whole or partial and all faults of a row are told at once`() throws {
        let parsed = try vocabulary.parse(EventWords(date: " 2025-03 ", event: "visit"))
        #expect(parsed.date == PartialDate(year: 2025, month: 3))
        let refusal = #expect(throws: EventRefusal.self) {
            try vocabulary.parse(EventWords(date: "", event: "drug", detail: "", result: "begin"))
        }
        #expect(refusal?.faults.map(\.column) == ["date", "detail", "result"])
    }

    @Test func `a word near an accepted one is named in the remedy`() {
        let fault = #expect(throws: EventRefusal.self) { try content("imaging", "mri-brain", "progresion") }?.faults
            .first
        #expect(
            fault?.description
                == "result: `progresion` is not a word of this column; write `progression` if that is meant; accepted are "
                + "`negative`, `new-lesions`, `stable`, `response`, `progression`, `equivocal`, `non-diagnostic`")
        let far = #expect(throws: EventRefusal.self) { try content("csf", "cells", "positive") }?.faults.first
        #expect(far?.remedy == "write `cytology`")
    }
}
