import ControlInterface

/// How a report names patients.
public enum ReportNames: String, CaseIterable, Sendable {
    /// Record numbers, names and dates of birth.
    case full = "names"
    /// The pseudonyms of the journal, which `cnswatch show` resolves to patients. Free text of staff, which may
    /// contain a name, is omitted.
    case pseudonyms

    func mrn(_ mrn: String, pseudonym: String) -> String {
        switch self {
        case .full: mrn
        case .pseudonyms: pseudonym
        }
    }

    /// A name as shown; empty if none is recorded or names are not shown.
    func name(_ family: String, _ given: String) -> String {
        switch self {
        case .full: [family, given].filter { !$0.isEmpty }.joined(separator: ", ")
        case .pseudonyms: ""
        }
    }

    /// A name in a list: a very long one is cut; the patient's page shows it in full.
    func listed(_ family: String, _ given: String) -> String { ItemWords.short(name(family, given)) }

    /// The words of a notice. The reason for refusing a roster may quote the content of its files.
    func words(_ notice: Notice) -> String {
        switch self {
        case .full: notice.message
        case .pseudonyms:
            notice.kind == "roster-refused"
                ? "The roster is refused and the last good one, if any, stays in force; see: cnswatch status"
                : notice.message
        }
    }

    /// Free text written by staff.
    func freeText(_ text: String) -> String {
        switch self {
        case .full: text
        case .pseudonyms: ""
        }
    }

    /// A text other than the name that could identify the patient.
    func identifying(_ text: String?) -> String? {
        switch self {
        case .full: text
        case .pseudonyms: nil
        }
    }
}

/// Names of files: a bundle of FHIR is mostly of one patient, and named after that patient. Notes: they may name anybody.
extension ReportNames {
    /// The name of a file as shown.
    func file(_ name: String) -> String {
        switch self {
        case .full: name
        case .pseudonyms: name.lowercased().hasSuffix(".json") ? "a bundle" : name
        }
    }

    func files(in explanation: ExplanationReport) -> ExplanationReport {
        if self == .full { return explanation }
        var shown = explanation
        shown.phaseFact = shown.phaseFact.map { fact($0) }
        for item in shown.items.indices {
            for number in shown.items[item].proposals.indices {
                var proposal = shown.items[item].proposals[number]
                proposal.anchor = proposal.anchor.map { fact($0) }
                proposal.following = proposal.following.map { fact($0) }
                proposal.ownInterval = proposal.ownInterval.map { fact($0) }
                shown.items[item].proposals[number] = proposal
            }
        }
        for number in shown.notOwed.indices {
            shown.notOwed[number].answered = shown.notOwed[number].answered.map { fact($0) }
            shown.notOwed[number].answeredBy = shown.notOwed[number].answeredBy.map { fact($0) }
        }
        for number in shown.vagueDates.indices {
            shown.vagueDates[number].fact = fact(shown.vagueDates[number].fact)
        }
        shown.remarks = remarks(shown.remarks)
        return shown
    }

    func files(in summary: PatientSummary) -> PatientSummary {
        if self == .full { return summary }
        var shown = summary
        for number in shown.timeline.indices {
            shown.timeline[number].fact = fact(shown.timeline[number].fact)
        }
        shown.remarks = remarks(shown.remarks)
        return shown
    }

    func files(in faults: FaultsReport) -> FaultsReport {
        var shown = faults
        for number in shown.faults.indices { shown.faults[number].file = file(shown.faults[number].file) }
        return shown
    }

    /// The record with its file as shown, and no note.
    private func fact(_ fact: FactReport) -> FactReport {
        var shown = fact
        (shown.file, shown.note) = (file(shown.file), nil)
        return shown
    }

    private func remarks(_ remarks: [RemarkReport]) -> [RemarkReport] {
        remarks.map { remark in
            var shown = remark
            shown.fact = remark.fact.map { fact($0) }
            return shown
        }
    }
}
