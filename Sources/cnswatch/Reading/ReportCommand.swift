import ArgumentParser
import AtomicFiles
import ClinicalModel
import ControlInterface
import Glibc
import HTMLReport
import JSONText
import Terminal
import Varlink

/// `cnswatch report`: writes the report as pages for a browser or a printer.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the report: pages for a browser or a printer.",
        discussion: """
            It writes index.html and what it leads to into a folder: the work-list with filters, a page for every patient, forecast, \
            adherence, data questions, the protocol. The pages need no network and no script. The folder is made, or replaced as a \
            whole where it holds an earlier report; a folder with anything else in it is left alone.
            """)

    @OptionGroup var service: ServiceOptions
    @Option(
        name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("The folder.", valueName: "FOLDER"),
        completion: .directory)
    var folder: String
    @Flag(help: "No names, record numbers or dates of birth: patients stand under the pseudonyms of the journal.")
    var pseudonyms = false

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            let report = try FileOutput.reporting { () throws(AtomicFileError) in
                try AtomicFolder(path: folder, marker: ReportFile.marker)
            }
            try ClinicZone.adopt(from: connection)
            let binder = ReportBinder(
                ServiceSource(connection: connection), names: pseudonyms ? .pseudonyms : .full,
                madeAt: ClinicZone.instant(time(nil)))
            var bar = ProgressBar()
            defer { bar.end() }
            let count = try binder.bind { done, total in
                bar.show("\(done) of \(Pluralised(total, "patient"))", done: done, of: total)
            } to: { file in
                try FileOutput.reporting { () throws(AtomicFileError) in try report.write(file.bytes, to: file.path) }
            }
            bar.end()
            try FileOutput.reporting { () throws(AtomicFileError) in try report.commit() }
            StandardError.say("The report of \(Pluralised(count, "patient")): \(folder)/index.html")
        }
    }
}

/// Gets the data of a report from the service over its socket; every read is in the audit trail.
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

    /// The pages of a request as one; calls `progress` with the number of patients done, and of all.
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
