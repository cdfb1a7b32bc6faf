/// An answer of a test or a report, before it is known of which.
enum Answer: String, CaseIterable, Hashable, Sendable {
    case positive, negative, equivocal
    case zero = "0"
    case onePlus = "1+"
    case twoPlus = "2+"
    case threePlus = "3+"
    case improved, stable, worsened, undetermined
    case completeResponse = "complete-response"
    case normal
    case newLesions = "new-lesions"
    case nonDiagnostic = "non-diagnostic"
    case metastatic
    case notMetastatic = "not-metastatic"
    case ecog0 = "ecog 0"
    case ecog1 = "ecog 1"
    case ecog2 = "ecog 2"
    case ecog3 = "ecog 3"
    case ecog4 = "ecog 4"
    case ecog5 = "ecog 5"

    /// The grade of an ECOG answer.
    var ecogGrade: Int? {
        switch self {
        case .ecog0: 0
        case .ecog1: 1
        case .ecog2: 2
        case .ecog3: 3
        case .ecog4: 4
        case .ecog5: 5
        case .positive, .negative, .equivocal, .zero, .onePlus, .twoPlus, .threePlus, .improved, .stable, .worsened,
            .undetermined, .completeResponse, .normal, .newLesions, .nonDiagnostic, .metastatic, .notMetastatic:
            nil
        }
    }
}
