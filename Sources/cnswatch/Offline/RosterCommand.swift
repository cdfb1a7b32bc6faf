import ArgumentParser
import CivilCalendar
import ClinicalModel
import Glibc
import RosterReading
import SyntheticRoster
import Terminal

/// `cnswatch roster`: rosters before anything is made of them.
struct RosterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Check a roster folder, turn FHIR into tables, or make up a synthetic roster.",
        subcommands: [Check.self, Coverage.self, Convert.self, Generate.self])

    /// `cnswatch roster check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name every fault of a roster folder by file, row and column, with what to write instead.",
            discussion: """
                A folder of FHIR (*.ndjson, *.json) has faults by file, line and element, and questions: what records leave \
                open, and how to answer.

                The exit status is 0 where nothing is wrong, 65 where rows are set aside or the roster is refused.
                """)

        @Argument(help: "The roster folder.") var folder: String
        @OptionGroup var codes: CodesOption
        @OptionGroup var mapping: MappingOption

        func run() throws {
            try Failure.reporting {
                let reading = try codes.read(folder, by: mapping.mapping())
                for fault in reading.faults { try StandardOutput.line(TerminalText.visible("\(fault)")) }
                let totals = reading.totals
                let named = reading.faults.count
                let found = totals.faults
                if found > named { try StandardOutput.line("... and \(found - named) more") }
                for question in reading.questions {
                    try StandardOutput.line(TerminalText.visible(QuestionText.line(question, in: reading.roster)))
                }
                try StandardOutput.flush()
                Talk.say(
                    "\(Counted(totals.patients, "patient")), \(Counted(totals.events, "event")); "
                        + "\(SetAsideText(reading)).")
                if let later = LaterRows(of: reading.roster, than: LocalDay.today) { Talk.say("\(later)") }
                if totals.rejectedRows > 0 { throw ExitCode(Failure.Kind.faultyData.rawValue) }
            }
        }
    }

    /// `cnswatch roster generate`
    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make up a roster of synthetic patients, for demonstrations, tests and measurements.",
            usage: "cnswatch roster generate FOLDER [--patients N] [--seed N] [OPTION ...]",
            discussion: "The same numbers always give the same files. Nobody in them exists.")

        @Argument(help: "The folder to write patients.csv and events.csv into; made where it is missing.") var folder:
            String
        @Option(help: "How many patients.") var patients = 200
        @Option(help: "What the histories are drawn from.") var seed: UInt64 = 1
        @Option(
            help: ArgumentHelp("The day of the export; today by default.", valueName: "YYYY-MM-DD"),
            transform: AsOf.day)
        var asOf: CivilDate?
        @Flag(help: "Replace a roster that is there already.") var force = false

        func validate() throws {
            guard patients >= 0 else { throw ValidationError("--patients takes a number from 0 up.") }
        }

        func run() throws {
            try Failure.reporting {
                let generator = RosterGenerator(patients: patients, seed: seed, asOf: asOf ?? LocalDay.today)
                try RosterCommand.refuseToReplace(folder, force: force)
                guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw FileOutput.failure(folder, errno) }
                let patientsFile = try FileOutput(folder + "/patients.csv")
                try generator.writePatients { try patientsFile.write($0) }
                try patientsFile.close()
                let eventsFile = try FileOutput(folder + "/events.csv")
                try generator.writeEvents { try eventsFile.write($0) }
                try eventsFile.close()
                Talk.say(
                    "\(Counted(patients, "synthetic patient")) in \(folder), as of \(generator.asOf), seed \(seed).")
            }
        }
    }
}
