import ControlInterface
import JSONText
import ReportPages
import Varlink

/// The service over its socket, asked for what a report is made of; every read is in the audit trail.
struct ServiceSource: ReportSource {
    let connection: ClientConnection

    private func ask<Answer: ControlMessage>(_ method: String, _ request: some JSONWritable = JSONObject()) throws
        -> Answer
    {
        try ServiceOptions.ask(connection, method, request)
    }

    func status() throws -> StatusReport { try ask("Status") }
    func census() throws -> CensusReport { try ask("Census") }

    func workList(_ request: DueRequest) throws -> DuePage {
        let list = try WorkList(request, over: connection)
        var page = list.page
        page.rows = list.rows
        return page
    }

    func patients() throws -> [PatientRow] {
        var request = PatientsRequest()
        var patients: [PatientRow] = []
        repeat {
            let page: PatientsPage = try ask("Patients", request)
            patients += page.patients
            request.after = page.next
        } while request.after != nil
        return patients
    }

    func show(_ patient: String) throws -> PatientSummary { try ask("Show", PatientRequest(patient: patient)) }
    func explain(_ patient: String) throws -> ExplanationReport { try ask("Explain", PatientRequest(patient: patient)) }
    func faults() throws -> FaultsReport { try ask("RosterFaults") }
    func forecast() throws -> ForecastReport { try ask("Forecast", ForecastRequest()) }

    func adherence() throws -> AdherencePage { try adherence(AdherenceRequest()) { _, _ in } }

    /// The pages of a request as one; `progress` hears how many patients of how many were looked at.
    func adherence(_ request: AdherenceRequest, progress: (Int, Int) -> Void) throws -> AdherencePage {
        var request = request
        var whole: AdherencePage = try ask("Adherence", request)
        while let next = whole.next {
            progress(whole.done, whole.patients)
            request.after = next
            let page: AdherencePage = try ask("Adherence", request)
            whole.occasions += page.occasions
            whole.undated += page.undated
            (whole.done, whole.next) = (page.done, page.next)
        }
        return whole
    }

    func protocolInForce() throws -> ProtocolReport { try ask("Protocol") }
}
