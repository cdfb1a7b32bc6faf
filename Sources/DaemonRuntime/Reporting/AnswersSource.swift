import ControlInterface
import ReportPages

/// The service itself, asked from within for what a report is made of.
struct AnswersSource: ReportSource {
    let answers: Answers

    func status() throws -> StatusReport {
        try answers.status(startedAt: answers.clock.now, nextWake: nil, connections: 0)
    }
    func census() throws -> CensusReport { try answers.census(CensusRequest()) }

    func workList(_ request: DueRequest) throws -> DuePage {
        var request = request
        var whole = try answers.page(request)
        while let next = whole.next {
            request.after = next
            let page = try answers.page(request)
            whole.rows += page.rows
            whole.next = page.next
        }
        return whole
    }

    func patients() throws -> [PatientRow] {
        var request = PatientsRequest()
        var patients: [PatientRow] = []
        repeat {
            let page = try answers.patients(request)
            patients += page.patients
            request.after = page.next
        } while request.after != nil
        return patients
    }

    func show(_ patient: String) throws -> PatientSummary { try answers.show(PatientRequest(patient: patient)) }
    func explain(_ patient: String) throws -> ExplanationReport {
        try answers.explain(PatientRequest(patient: patient))
    }
    func faults() throws -> FaultsReport { try answers.faults() }
    func forecast() throws -> ForecastReport { try answers.forecast(ForecastRequest()) }

    func adherence() throws -> AdherencePage {
        var request = AdherenceRequest()
        var whole = try answers.adherence(request)
        while let next = whole.next {
            request.after = next
            let page = try answers.adherence(request)
            whole.occasions += page.occasions
            whole.undated += page.undated
            whole.next = page.next
        }
        return whole
    }

    func protocolInForce() throws -> ProtocolReport { answers.protocolReport }
}
