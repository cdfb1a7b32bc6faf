import ControlInterface

/// Who answers what a report is made of: the service, over its socket or from within.
public protocol ReportSource {
    /// How the service is.
    func status() throws -> StatusReport
    /// Where all patients stand.
    func census() throws -> CensusReport
    /// The first page of a work-list, holding all its rows.
    func workList(_ request: DueRequest) throws -> DuePage
    /// All patients.
    func patients() throws -> [PatientRow]
    /// Who a patient is and what is owed, by record number or pseudonym.
    func show(_ patient: String) throws -> PatientSummary
    /// Why, by record number or pseudonym.
    func explain(_ patient: String) throws -> ExplanationReport
    /// The faults of the roster in force.
    func faults() throws -> FaultsReport
    /// What will be needed.
    func forecast() throws -> ForecastReport
    /// How what was owed was kept: one page, holding all its occasions.
    func adherence() throws -> AdherencePage
    /// The protocol in force.
    func protocolInForce() throws -> ProtocolReport
}
