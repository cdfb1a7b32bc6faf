import ControlInterface

/// Makes the report: queries a source for all data and passes on the files, the patients' first, the work-list last.
///
/// It holds only one patient's explanation at a time.
public struct ReportBinder<Source: ReportSource> {
    private let source: Source
    private let names: ReportNames
    private let madeAt: String

    /// - Parameters:
    ///   - names: how the report names patients.
    ///   - madeAt: the time of the report, in words.
    public init(_ source: Source, names: ReportNames, madeAt: String) {
        (self.source, self.names, self.madeAt) = (source, names, madeAt)
    }

    /// Makes the files; `progress` receives the number of patients done and the total. Returns the number of
    /// patients.
    @discardableResult
    public func bind(
        progress: (Int, Int) throws -> Void = { _, _ in }, to sink: (ReportFile) throws -> Void
    ) throws -> Int {
        let status = try source.status()
        let census = try source.census()
        let list = try source.workList(DueRequest(within: "30d", byPatient: true))
        let patients = try source.patients()
        let page = Page(about: about(status, census))
        var next: [String: ItemReport] = [:]
        var questions: [DataPage.Question] = []
        for (index, patient) in patients.enumerated() {
            try progress(index, patients.count)
            // By pseudonym: a damaged record number may be impossible to type.
            let explanation = names.files(in: try source.explain(patient.pseudonym))
            next[patient.mrn] = explanation.items.first?.item
            questions += ReportBinder.questions(explanation, of: patient)
            try sink(
                PatientPage(
                    page: page, summary: names.files(in: try source.show(patient.pseudonym)), explanation: explanation,
                    pseudonym: patient.pseudonym, names: names
                ).file)
        }
        let byNumber = Dictionary(patients.map { ($0.mrn, $0) }) { first, _ in first }
        try sink(
            PatientListPage(
                page: page, asOf: list.asOf, census: census, patients: patients, names: names, next: next
            ).file)
        try sink(ForecastPage(page: page, forecast: try source.forecast()).file)
        try sink(
            AdherenceReportPage(page: page, adherence: try source.adherence(), patients: byNumber, names: names).file)
        try sink(
            DataPage(
                page: page, status: status, faults: names.files(in: try source.faults()), patients: patients,
                questions: questions,
                names: names
            ).file)
        try sink(RulesPage(page: page, inForce: try source.protocolInForce()).file)
        try sink(
            WorkListPage(
                page: page, list: list, census: census, patients: byNumber, names: names
            ).file)
        return patients.count
    }

    private func about(_ status: StatusReport, _ census: CensusReport) -> HTML {
        let reference = status.protocol
        return """
            Made \(madeAt), as of \(census.asOf), by protocol \(reference.id) \(reference.version); \(census.total) patients\(status.roster.stale ? "; the export is stale" : "")
            """
    }

    private static func questions(_ explanation: ExplanationReport, of patient: PatientRow) -> [DataPage.Question] {
        let vague = explanation.vagueDates.map { "On which day? \(PatientPage.words($0.fact))" }
        let remarks = explanation.remarks.map { ($0.fact.map { PatientPage.words($0) + ": " } ?? "") + $0.meaning }
        let open = (explanation.questions ?? []).map(PatientPage.words)
        return (open + vague + remarks).map {
            DataPage.Question(pseudonym: patient.pseudonym, mrn: patient.mrn, text: $0)
        }
    }
}

/// Answers the queries for a report: the service, over its socket or from within.
public protocol ReportSource {
    /// The state of the service.
    func status() throws -> StatusReport
    /// The state of all patients.
    func census() throws -> CensusReport
    /// The first page of a work-list, with all its rows.
    func workList(_ request: DueRequest) throws -> DuePage
    /// All patients.
    func patients() throws -> [PatientRow]
    /// A patient's details and what is owed, by record number or pseudonym.
    func show(_ patient: String) throws -> PatientSummary
    /// The explanation of what is owed, by record number or pseudonym.
    func explain(_ patient: String) throws -> ExplanationReport
    /// The faults of the roster in force.
    func faults() throws -> FaultsReport
    /// The expected demand.
    func forecast() throws -> ForecastReport
    /// How what was owed was kept: one page with all occasions.
    func adherence() throws -> AdherencePage
    /// The protocol in force.
    func protocolInForce() throws -> ProtocolReport
}

/// A file of the report.
public struct ReportFile: Sendable {
    /// The empty file that identifies the folder of a report.
    public static let marker = "cnswatch-report"

    /// The path in the report's folder, such as `index.html` or `patients/0a1b2c3d4e5f.html`.
    public let path: String
    /// The content, in UTF-8.
    public let bytes: [UInt8]
}
