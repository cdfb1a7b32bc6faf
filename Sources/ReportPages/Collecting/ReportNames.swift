import ControlInterface

/// Under which names patients stand in a report.
public enum ReportNames: String, CaseIterable, Sendable {
    /// Record numbers, names and dates of birth.
    case full = "names"
    /// The pseudonyms of the journal, which `cnswatch show` leads back to the patients. What staff wrote in their own words, which
    /// may name somebody, is left out.
    case pseudonyms

    func mrn(_ mrn: String, pseudonym: String) -> String {
        switch self {
        case .full: mrn
        case .pseudonyms: pseudonym
        }
    }

    /// A name as it is shown; empty where none is recorded or none is to be shown.
    func name(_ family: String, _ given: String) -> String {
        switch self {
        case .full: [family, given].filter { !$0.isEmpty }.joined(separator: ", ")
        case .pseudonyms: ""
        }
    }

    /// A name in a list: a very long one is cut, and stands whole on the patient's page.
    func listed(_ family: String, _ given: String) -> String { ItemWords.short(name(family, given)) }

    /// What everyone must know. Why a roster is refused may quote what stands in its files.
    func words(_ notice: Notice) -> String {
        switch self {
        case .full: notice.message
        case .pseudonyms:
            notice.kind == "roster-refused"
                ? "The roster is refused and the last good one, if any, stays in force; see: cnswatch status"
                : notice.message
        }
    }

    /// What somebody wrote in words of their own.
    func freeText(_ text: String) -> String {
        switch self {
        case .full: text
        case .pseudonyms: ""
        }
    }

    /// What would tell who it is beside the name.
    func identifying(_ text: String?) -> String? {
        switch self {
        case .full: text
        case .pseudonyms: nil
        }
    }
}
