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
        commandName: "roster", abstract: "Check a roster folder, or make up a synthetic one.",
        subcommands: [Check.self, Generate.self])

    /// `cnswatch roster check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name every fault of a roster folder by file, row and column, with what to write instead.",
            discussion:
                "The exit status is 0 where nothing is wrong, 65 where rows are set aside or the roster is refused.")

        @Argument(help: "The roster folder.") var folder: String
        @OptionGroup var mapping: MappingOption

        func run() throws {
            try Failure.reporting {
                let reading: RosterReading
                let reader = try mapping.reader()
                do {
                    reading = try reader.read(folder: folder)
                } catch {
                    throw Failure(.faultyData, "the roster is refused whole:\n\(error)")
                }
                for fault in reading.faults { try StandardOutput.line(TerminalText.visible("\(fault)")) }
                let totals = reading.totals
                let named = reading.faults.count
                let found = totals.patientFaults + totals.eventFaults
                if found > named { try StandardOutput.line("... and \(found - named) more") }
                try StandardOutput.flush()
                Talk.say(
                    "\(Counted(totals.patients, "patient")), \(Counted(totals.events, "event")); "
                        + "\(Counted(totals.rejectedRows, "row")) set aside (\(totals.orphanRows) of unknown patients), "
                        + "\(Counted(totals.warnings, "warning")).")
                if let later = LaterRows(of: reading.roster, than: LocalDay.today) { Talk.say("\(later)") }
                if totals.rejectedRows > 0 { throw ExitCode(Failure.Kind.faultyData.rawValue) }
            }
        }
    }

    /// `cnswatch roster generate`
    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make up a roster of synthetic patients, for demonstrations, tests and measurements.",
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
                try refuseToReplace()
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

        /// An export in this place may be the only one there is.
        private func refuseToReplace() throws {
            if force { return }
            for file in RosterFile.tables {
                var status = stat()
                guard lstat("\(folder)/\(file.rawValue)", &status) == 0 else { continue }
                throw Failure(
                    .usage,
                    "\(folder) has a \(file.rawValue) already, and nothing was written: name another folder, or replace "
                        + "its roster with --force")
            }
        }
    }
}
