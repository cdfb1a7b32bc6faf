import ControlInterface

/// What a row of a history is drawn as: in which lane, in which form.
struct TimelineMark {
    enum Lane: String, CaseIterable {
        case brainScans = "Brain scans"
        case treatment = "Treatment"
        case course = "Disease, symptoms"
        case tests = "Tests, visits"
    }

    /// Its form tells what it is as well as its colour does.
    enum Form {
        /// New or growing disease.
        case worse
        /// Nothing new.
        case calm
        /// Cannot be told.
        case unsure
        /// Something was done.
        case done
        /// A symptom.
        case symptom
        /// Something else that happened.
        case other
    }

    let lane: Lane
    let form: Form

    /// The mark for the words of a row; nil for what is drawn in another way (drugs, appointments) or not at all.
    init?(_ words: [Substring]) {
        let detail = words.dropFirst().first ?? ""
        let result = words.dropFirst(2).first ?? ""
        switch words.first {
        case "imaging" where detail == "mri-brain" || detail == "ct-brain":
            (lane, form) = (.brainScans, TimelineMark.form(of: result))
        case "imaging": (lane, form) = (.tests, TimelineMark.form(of: result))
        case "surgery", "radiotherapy": (lane, form) = (.treatment, .done)
        case "decision": (lane, form) = (.treatment, .other)
        case "symptom": (lane, form) = (.course, detail == "resolved" || result == "resolved" ? .calm : .symptom)
        case "metastasis", "leptomeningeal":
            let isGood = words.contains("excluded")
            (lane, form) = (.course, isGood ? .calm : words.contains("suspected") ? .unsure : .worse)
        case "diagnosis", "systemic", "status", "contraindication": (lane, form) = (.course, .other)
        case "csf", "biopsy": (lane, form) = (.tests, TimelineMark.form(of: words.dropFirst().last ?? ""))
        case "biomarker", "performance", "visit", "interval": (lane, form) = (.tests, .other)
        default: return nil
        }
    }

    private static func form(of result: Substring) -> Form {
        switch result {
        case "new-lesions", "progression", "positive": .worse
        case "equivocal", "non-diagnostic": .unsure
        default: .calm
        }
    }

    /// The form at a place of a drawing.
    static func drawn(_ form: Form, _ x: Int, _ y: Int, _ title: HTML) -> HTML {
        switch form {
        case .worse: "<circle class=\"f-bad\" cx=\"\(x)\" cy=\"\(y)\" r=\"6\">\(title)</circle>"
        case .calm: "<circle class=\"f-good\" cx=\"\(x)\" cy=\"\(y)\" r=\"5\">\(title)</circle>"
        case .unsure:
            "<rect class=\"f-unsure\" x=\"\(x - 5)\" y=\"\(y - 5)\" width=\"10\" height=\"10\">\(title)</rect>"
        case .done: "<path class=\"f-treat\" d=\"M\(x) \(y - 7)l7 7l-7 7l-7 -7z\">\(title)</path>"
        case .symptom: "<path class=\"f-bad\" d=\"M\(x) \(y - 6)l6 12h-12z\">\(title)</path>"
        case .other: "<path class=\"f-later\" d=\"M\(x - 4) \(y - 4)h8v8h-8z\">\(title)</path>"
        }
    }
}
