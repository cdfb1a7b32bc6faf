import ControlInterface

/// Names of files: bundles of FHIR are mostly of one patient, and named after them.
extension ReportNames {
    /// The name of a file as it is shown.
    func file(_ name: String) -> String {
        switch self {
        case .full: name
        case .pseudonyms: name.lowercased().hasSuffix(".json") ? "a bundle" : name
        }
    }

    func files(in explanation: ExplanationReport) -> ExplanationReport {
        if self == .full { return explanation }
        var shown = explanation
        shown.phaseFact = fact(shown.phaseFact)
        for item in shown.items.indices {
            for number in shown.items[item].proposals.indices {
                var proposal = shown.items[item].proposals[number]
                proposal.anchor = fact(proposal.anchor)
                proposal.following = fact(proposal.following)
                proposal.ownInterval = fact(proposal.ownInterval)
                shown.items[item].proposals[number] = proposal
            }
        }
        for number in shown.notOwed.indices {
            shown.notOwed[number].answered = fact(shown.notOwed[number].answered)
            shown.notOwed[number].answeredBy = fact(shown.notOwed[number].answeredBy)
        }
        for number in shown.vagueDates.indices {
            shown.vagueDates[number].fact.file = file(shown.vagueDates[number].fact.file)
        }
        shown.remarks = remarks(shown.remarks)
        return shown
    }

    func files(in summary: PatientSummary) -> PatientSummary {
        if self == .full { return summary }
        var shown = summary
        for number in shown.timeline.indices {
            shown.timeline[number].fact.file = file(shown.timeline[number].fact.file)
        }
        shown.remarks = remarks(shown.remarks)
        return shown
    }

    func files(in faults: FaultsReport) -> FaultsReport {
        var shown = faults
        for number in shown.faults.indices { shown.faults[number].file = file(shown.faults[number].file) }
        return shown
    }

    private func fact(_ fact: FactReport?) -> FactReport? {
        guard var shown = fact else { return nil }
        shown.file = file(shown.file)
        return shown
    }

    private func remarks(_ remarks: [RemarkReport]) -> [RemarkReport] {
        remarks.map { remark in
            var shown = remark
            shown.fact = fact(remark.fact)
            return shown
        }
    }
}
