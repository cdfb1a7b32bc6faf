import ClinicalModel
import Glibc
import JSONText

/// Whether the text beside a code that no table knows mentions anything that could matter.
///
/// A text decides nothing: it only raises a question, so that an unknown code is not ignored in silence.
enum UnmappedCodeScreen {
    /// Returns what the text of a diagnosis mentions; nil if nothing that matters.
    static func ofDiagnosis(_ element: Element) throws(ElementFault) -> String? {
        let text = try text(of: element, "code")
        let isTumour = text.contains(anyOf: [
            "cancer", "carcinoma", "malignan", "neoplas", "tumor", "tumour", "metasta",
        ])
        let isSecondary = text.contains(anyOf: ["metasta", "secondary malignan", "secondary neoplas", "carcinomatosis"])
        if text.contains(anyOf: ["leptomening", "carcinomatous mening", "malignant mening", "meningeal carcinom"]) {
            return "a diagnosis whose text speaks of the meninges"
        }
        if isSecondary, !text.contains(anyOf: ["no metasta", "without metasta", "risk of"]) {
            return "a diagnosis whose text speaks of a metastasis"
        }
        let isBenign = text.contains(anyOf: ["benign", "in situ", "history of", "screening", "family", "fear of"])
        if isTumour, !isBenign, text.contains(anyOf: ["breast", "mamma"]) {
            return "a diagnosis whose text speaks of breast cancer"
        }
        return nil
    }

    /// Returns what the text of a procedure mentions; nil if nothing that matters.
    static func ofProcedure(_ element: Element) throws(ElementFault) -> (QuestionKind, String)? {
        let text = try text(of: element, "code")
        if text.contains(anyOf: [
            "radiosurg", "stereotactic rad", "gamma knife", "cyberknife", "whole brain", "whole-brain",
        ]) {
            return (.radiotherapyTechnique, "no code table knows it, and its text speaks of the brain")
        }
        if text.contains(anyOf: ["craniotom", "craniectom"])
            || text.contains(anyOf: ["brain", "cerebr", "cerebell", "intracranial"])
                && text.contains(anyOf: ["resect", "excision", "removal", "radiation", "radiother", "irradiat"])
        {
            return (.unknownOperation, "its text speaks of the brain")
        }
        return nil
    }

    /// Returns what the text of a test mentions; nil if nothing that matters.
    static func ofTest(_ element: Element) throws(ElementFault) -> String? {
        let text = try text(of: element, "code")
        guard text.contains(anyOf: ["her2", "her-2", "erbb2", "erb-b2"]),
            !text.contains(anyOf: ["serum", "plasma", "blood", "mutation", "variant"])
        else { return nil }
        return "a test whose text speaks of HER2"
    }

    /// Returns whether the text of a scan mentions magnetic resonance of the head.
    static func isOfBrain(_ element: Element, _ key: String) throws(ElementFault) -> Bool {
        let text = try text(of: element, key)
        let isMRI = text.contains(anyOf: ["mri", "mr ", "magnetic resonance", "mr-"])
        return isMRI && text.contains(anyOf: ["brain", "head", "intracranial", "cranial", "cerebr", "neuro"])
    }

    /// Returns whether the text of a test mentions the cytology of cerebrospinal fluid.
    static func isOfCytology(_ element: Element) throws(ElementFault) -> Bool {
        let text = try text(of: element, "code")
        return text.contains(anyOf: ["cytolog", "cyto stain"])
            && text.contains(anyOf: ["csf", "spinal fluid", "cerebrospinal"])
    }

    /// Returns the displays and the text of a concept, or of all concepts of an array.
    private static func text(of element: Element, _ key: String) throws(ElementFault) -> LoweredText {
        let concepts: [Element]
        if element.json[key]?.arrayValue != nil {
            concepts = try element.elements(key)
        } else {
            concepts = try element.element(key).map { [$0] } ?? []
        }
        var lowered = LoweredText()
        for concept in concepts {
            if let text = try concept.text("text") { lowered.append(text) }
            for coding in try concept.elements("coding") {
                if let display = try coding.text("display") { lowered.append(display) }
            }
        }
        return lowered
    }
}

/// Text with ASCII letters in lowercase, to be searched; most records of an export are.
private struct LoweredText {
    private var bytes: [UInt8] = []

    mutating func append(_ text: String) {
        for byte in text.utf8 { bytes.append(0x41...0x5A ~= byte ? byte | 0x20 : byte) }
        // No match may extend from one text into the next.
        bytes.append(0x0A)
    }

    func contains(anyOf words: [StaticString]) -> Bool { words.contains { contains($0) } }

    private func contains(_ word: StaticString) -> Bool {
        let (start, length) = (word.utf8Start, word.utf8CodeUnitCount)
        return bytes.withUnsafeBufferPointer { text in
            guard var place = text.baseAddress, text.count >= length else { return false }
            let end = place + (text.count - length)
            while place <= end, let found = memchr(place, Int32(start[0]), end - place + 1) {
                if memcmp(found, start, length) == 0 { return true }
                place += UnsafeRawPointer(found) - UnsafeRawPointer(place) + 1
            }
            return false
        }
    }
}
