import ClinicalModel
import Foundation
import LocatedTOML
import TestSupport
import Testing

@testable import FHIRReading

@Suite("Code tables")
struct CodeTableTests {
    private func read(_ files: [String: String]) throws -> CodeTables {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(name, text) }
        return try CodeTableReader.read(folder: folder.path)
    }

    private static let systems =
        "[systems]\nsnomed = [\"http://snomed.info/sct\", \"urn:oid:9\"]\nicd-10-cm = [\"urn:icd\"]\n"

    private static func meaning(_ means: String, _ codes: String, _ more: String = "") -> String {
        "[[meanings]]\nmeans = \"\(means)\"\ncodes = [\(codes)]\nsource = \"s\"\nchecked = \"2025-11-25\"\n\(more)\n"
    }

    @Test func `the shipped tables are sound, and name their sources`() throws {
        let tables = try FHIRCases.tables()
        #expect(tables.count > 200)
        #expect(tables.entry(system: "http://snomed.info/sct", code: "94225005")?.meaning == .metastasis(.brain))
        #expect(
            tables.entry(system: "urn:oid:2.16.840.1.113883.6.96", code: "94225005")?.meaning == .metastasis(.brain))
        #expect(tables.entry(system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C50.911")?.meaning == .breastCancer)
        #expect(tables.entry(system: "http://loinc.org", code: "94225005") == nil)
        // FLASH, and no radiosurgery.
        #expect(tables.entry(system: "http://snomed.info/sct", code: "1163157007") == nil)
    }

    @Test func `a site adds codes of its own, and says so where it replaces one`() throws {
        let site = "[systems]\nlocal = [\"urn:site\"]\n" + Self.meaning("imaging mri-brain contrast", "\"local MRB\"")
        let tables = try read(["a.toml": Self.systems + Self.meaning("visit", "\"snomed 1\""), "site.toml": site])
        #expect(tables.entry(system: "urn:site", code: "MRB")?.meaning == .imaging(.mriBrain, .given))
        let replacing = Self.meaning("ignored", "\"snomed 1\"", "replaces = true")
        #expect(
            try read(["a.toml": Self.systems + Self.meaning("visit", "\"snomed 1\""), "b.toml": replacing])
                .entry(system: "urn:oid:9", code: "1")?.meaning == .ignored)
    }

    @Test func `a code that ends in a star stands for its family, and a longer one for its own`() throws {
        let tables = try read([
            "a.toml": Self.systems + Self.meaning("other-cancer", "\"icd-10-cm C7*\"")
                + Self.meaning("metastasis brain", "\"icd-10-cm C79.3*\"")
                + Self.meaning("leptomeningeal", "\"icd-10-cm C79.32\"")
        ])
        func meaning(_ code: String) -> CodeMeaning? { tables.entry(system: "urn:icd", code: code)?.meaning }
        #expect(meaning("C70") == .otherCancer)
        #expect(meaning("C79.31") == .metastasis(.brain))
        #expect(meaning("c7932") == .leptomeningeal)
        #expect(meaning("C5") == nil)
    }

    @Test func `every fault of the tables says what the golden file holds`() throws {
        let faulty = [
            Self.meaning("metastasis brian", "\"snomed 1\""), Self.meaning("unclear", "\"snomed 1\""),
            Self.meaning("visit", "\"snomed\""), Self.meaning("visit", "\"nowhere 1\""),
            Self.meaning("visit", "\"snomed 1\"") + Self.meaning("ignored", "\"snomed 1\""),
            "[[meanings]]\nmeans = \"visit\"\n", Self.meaning("visit", "\"snomed 1\"", "colour = 3"),
        ]
        var samples: [ErrorSample] = []
        for (number, text) in faulty.enumerated() {
            do throws(CodeTableRefusal) {
                let result = Result { try read(["a.toml": Self.systems + text]) }
                if case .failure(let error as CodeTableRefusal) = result { throw error }
                Issue.record("faulty table \(number) is taken: \(text)")
            } catch {
                for fault in error.faults {
                    let shown = fault.description.replacing(/^.*\/a\.toml/, with: "a.toml")
                    samples.append(ErrorSample("table \(number)", shown, remedy: fault.remedy))
                }
            }
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("code tables", samples)
        try GoldenFile("code-tables.txt").hold(document)
    }
}
