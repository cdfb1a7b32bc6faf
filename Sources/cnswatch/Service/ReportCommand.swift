import ArgumentParser
import AtomicFiles
import ClinicalModel
import Glibc
import ReportPages
import Terminal
import Varlink

/// `cnswatch report`: the report as pages for a browser or a printer.
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
                bar.show("\(done) of \(Counted(total, "patient"))", done: done, of: total)
            } to: { file in
                try FileOutput.reporting { () throws(AtomicFileError) in try report.write(file.bytes, to: file.path) }
            }
            bar.end()
            try FileOutput.reporting { () throws(AtomicFileError) in try report.commit() }
            Talk.say("The report of \(Counted(count, "patient")): \(folder)/index.html")
        }
    }
}
