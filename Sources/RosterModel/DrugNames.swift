import Spelling

/// Names of drugs that a roster should write one way, so that a brand name or a slip of the pen is not taken for a different
/// drug. What a drug means to the rules is said by the protocol file alone.
package enum DrugNames {
    /// Drugs that a shipped protocol calls CNS-active: of a course of one in CNS disease the end is asked for.
    package static let askedForEnd = ["tucatinib", "trastuzumab-deruxtecan", "neratinib", "pyrotinib", "lapatinib"]

    /// The generic names.
    static let generic = [
        "tucatinib", "trastuzumab-deruxtecan", "neratinib", "pyrotinib", "lapatinib", "trastuzumab", "pertuzumab",
        "trastuzumab-emtansine", "margetuximab", "zoledronate", "denosumab", "dexamethasone", "levetiracetam",
    ]

    /// The generic names of a brand or an abbreviation; nil if the name is neither. Case, blanks and hyphens do not count.
    static func generic(ofBrand name: some Sequence<UInt8>) -> String? { brands[NearestWord.folded(name)] }

    /// The name without characters that nobody sees, its dashes those of a keyboard.
    static func plain(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
                    switch scalar.value {
                    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: "-"
                    case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
                    default: scalar.properties.isDefaultIgnorableCodePoint ? nil : scalar
                    }
                }))
    }

    /// Whether a text is more than one word, as a name with a dose, a salt or a second drug is.
    static func isSeveralWords(_ text: String) -> Bool {
        text.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                false
            default: byte < 0x80
            }
        }
    }

    /// The generic name of the longest name that a text mentions among other words, such as a dose; nil if there is none.
    static func mentioned(in text: some Sequence<UInt8>) -> String? {
        let folded = NearestWord.folded(text)
        return mentions.first { folded.contains($0.name) }?.generic
    }

    // Short names would be found in other words.
    private static let mentions: [(name: [UInt8], generic: String)] =
        (generic.map { (name: NearestWord.folded($0.utf8), generic: $0) }
        + brands.map { (name: $0.key, generic: $0.value) })
        .filter { $0.name.count >= 4 }
        .sorted { ($1.name.count, $0.generic) < ($0.name.count, $1.generic) }

    private static let brands: [[UInt8]: String] = {
        let names = [
            "trastuzumab": [
                "Herceptin", "Hercessi", "Herwenda", "Herzuma", "Kanjinti", "Ogivri", "Ontruzant", "Trazimera",
                "Zercepac",
            ],
            "pertuzumab": ["Perjeta"],
            "trastuzumab-emtansine": ["Kadcyla", "T-DM1", "ado-trastuzumab emtansine"],
            "trastuzumab-deruxtecan": ["Enhertu", "T-DXd", "DS-8201", "DS-8201a", "fam-trastuzumab deruxtecan"],
            "tucatinib": ["Tukysa"],
            "neratinib": ["Nerlynx"],
            "lapatinib": ["Tykerb", "Tyverb"],
            "pyrotinib": ["Irene"],
            "margetuximab": ["Margenza"],
            "zoledronate": ["Zometa", "Aclasta", "Reclast", "zoledronic acid"],
            "denosumab": ["Xgeva", "Prolia"],
            "levetiracetam": ["Keppra"],
            "trastuzumab and pertuzumab, a row for each": ["Phesgo"],
        ]
        var brands: [[UInt8]: String] = [:]
        for (generic, list) in names {
            for brand in list { brands[NearestWord.folded(brand.utf8)] = generic }
        }
        return brands
    }()
}
