import Foundation

/// Words by which somebody is looked for: each must be part of the record number or a name, whatever its case and its accents,
/// or be the pseudonym.
public struct NameSearch: Sendable {
    private let words: [String]

    /// A search for all of these words; nil where there is none.
    public init?(_ text: String) {
        words = NameSearch.folded(text).split(separator: " ").map(String.init)
        if words.isEmpty { return nil }
    }

    /// Whether it finds a patient.
    public func finds(_ patient: PatientOutline) -> Bool {
        let known = [patient.mrn, patient.familyName, patient.givenName].map(NameSearch.folded)
        return words.allSatisfy { word in word == patient.pseudonym || known.contains { $0.contains(word) } }
    }

    private static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
