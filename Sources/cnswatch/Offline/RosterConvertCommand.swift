import ArgumentParser
import ClinicalModel
import Glibc
import RosterReading

extension RosterCommand {
    /// `cnswatch roster convert`
    struct Convert: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the roster of a FHIR folder as patients.csv and events.csv, which give the same plans.",
            usage: "cnswatch roster convert FHIR_FOLDER CSV_FOLDER [OPTION ...]",
            discussion: """
                A record that was set aside, and a question whose record made no event, become a row that the reader of tables \
                sets aside too, with what is open in its note: so the patient stays incomplete until somebody answers.
                """)

        @Argument(help: "The folder with FHIR.") var fhirFolder: String
        @Argument(help: "The folder to write patients.csv and events.csv into; made where it is missing.")
        var csvFolder: String
        @OptionGroup var codes: CodesOption
        @Flag(help: "Replace a roster that is there already.") var force = false

        func run() throws {
            try Failure.reporting {
                let reading = try OfflineOptions.roster(fhirFolder, codes)
                try RosterCommand.refuseToReplace(csvFolder, force: force)
                guard mkdir(csvFolder, 0o755) == 0 || errno == EEXIST else {
                    throw FileOutput.failure(csvFolder, errno)
                }
                let tables = RosterTables(reading)
                let patientsFile = try FileOutput("\(csvFolder)/\(RosterFile.patients.rawValue)")
                let eventsFile = try FileOutput("\(csvFolder)/\(RosterFile.events.rawValue)")
                try tables.writePatients { try patientsFile.write($0) }
                try tables.writeEvents { try eventsFile.write($0) }
                // Only now do both take their names: a failure before leaves what was there.
                try patientsFile.close()
                try eventsFile.close()
                Talk.say(
                    "\(Counted(reading.totals.patients, "patient")) and \(Counted(reading.totals.events, "event")) in "
                        + "\(csvFolder).")
            }
        }
    }

    /// An export in this place may be the only one there is.
    static func refuseToReplace(_ folder: String, force: Bool) throws {
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
