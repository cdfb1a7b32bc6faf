import ClinicalModel
import ControlInterface
import LocatedTOML

/// Why a list for a clinic is empty: nobody has a clinic of that name, so it says nothing of anybody.
struct UnknownClinic {
    private static let namesShown = 12

    let notice: Notice

    /// The notice about a clinic that is none of the roster's; nil where it is one of them.
    init?(_ clinic: String, among clinics: [String]) {
        guard !clinics.contains(clinic) else { return nil }
        var message = "No patient has the clinic \(Excerpt(clinic)), so this list says nothing of anybody"
        if let near = NearestWord.nearest(to: clinic, among: clinics) { message += "; did you mean \(Excerpt(near))?" }
        if clinics.isEmpty {
            message += "; the roster names no clinic: fill its column clinic."
        } else {
            if !message.hasSuffix("?") { message += "." }
            let rest = clinics.count - UnknownClinic.namesShown
            let names = clinics.prefix(UnknownClinic.namesShown).map { "\(Excerpt($0))" }.joined(separator: ", ")
            message += " The clinics: \(names)\(rest > 0 ? " and \(Counted(rest, "other"))" : "")."
        }
        notice = Notice(kind: "clinic-unknown", message: message)
    }
}
