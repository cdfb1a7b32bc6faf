import ArgumentParser
import CSVReading
import CivilCalendar
import ClinicalModel
import ControlInterface
import Glibc
import JSONText
import RosterModel
import SyntheticRoster
import Terminal

/// `cnswatch roster`: checks, generates and converts rosters without a service.
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
                StandardError.say(
                    "\(Pluralised(totals.patients, "patient")), \(Pluralised(totals.events, "event")); "
                        + "\(SetAsideText(reading)).")
                if let later = LaterRows(of: reading.roster, than: LocalDay.today) { StandardError.say("\(later)") }
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
                StandardError.say(
                    "\(Pluralised(patients, "synthetic patient")) in \(folder), as of \(generator.asOf), seed \(seed).")
            }
        }
    }
}

extension RosterCommand {
    /// `cnswatch roster coverage`
    struct Coverage: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which resources of a FHIR folder were used, questioned, ignored or set aside, and why.")

        @Argument(help: "The roster folder.") var folder: String
        @OptionGroup var codes: CodesOption
        @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

        func run() throws {
            try Failure.reporting {
                let lines = try codes.coverage(folder).lines
                let document = CoverageDocument(rows: lines.map(CoverageRow.init))
                try output.render(document, rows: document.rows) {
                    if lines.isEmpty {
                        StandardError.say(
                            "\(folder) holds tables: every row is an event or a fault; see: cnswatch roster check \(folder)"
                        )
                        return
                    }
                    var table = TextTable(["TYPE", "OUTCOME", "COUNT", "REASON"], colours: .standard)
                    for line in lines { table.add([line.type, line.outcome.rawValue, "\(line.count)", line.reason]) }
                    for line in table.lines { try StandardOutput.line(line) }
                }
            }
        }
    }
}

/// The coverage report for programs.
private struct CoverageDocument: JSONWritable {
    let rows: [CoverageRow]

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("schemaVersion", 1)
        writer.member("coverage", rows)
        writer.endObject()
    }
}

/// A line of the coverage report.
private struct CoverageRow: ColumnRow {
    static let columns = ["type", "outcome", "reason", "count"]

    let line: CoverageLine

    var fields: [String] { [line.type, line.outcome.rawValue, line.reason, "\(line.count)"] }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", line.type)
        writer.member("outcome", line.outcome.rawValue)
        writer.member("reason", line.reason)
        writer.member("count", line.count)
        writer.endObject()
    }
}

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
                // Only now do both files take their names: an earlier failure leaves the old files.
                try patientsFile.close()
                try eventsFile.close()
                StandardError.say(
                    "\(Pluralised(reading.totals.patients, "patient")) and \(Pluralised(reading.totals.events, "event")) in "
                        + "\(csvFolder).")
            }
        }
    }

    /// An export at this path may be the only one there is.
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

/// The rows of a roster dated after a day, except appointments: they do not count until then.
struct LaterRows: CustomStringConvertible {
    private let count: Int
    private let first: String
    private let day: CivilDate

    /// The rows dated after a day; nil if there are none.
    init?(of roster: Roster, than day: CivilDate) {
        var count = 0
        var first = Int32.max
        for event in roster.events where event.date.first > day {
            if case .appointment = event.content { continue }
            count += 1
            first = min(first, event.row)
        }
        if count == 0 { return nil }
        self.count = count
        self.first = roster.places.place(ofRow: Int(first))?.description ?? RosterFile.events.rawValue
        self.day = day
    }

    var description: String {
        "\(first): note: \(Pluralised(count, "row").with("is", "are")) dated after \(day)"
            + "\(count == 1 ? "" : " (this one first)"); such a row is kept and does not count before its day; correct the "
            + "date if it is a slip of the pen"
    }
}

/// A question of a roster for people: where the record is, what is open, how to answer.
enum QuestionText {
    static func line(_ question: Question, in roster: Roster) -> String {
        let place = roster.places.place(ofRow: Int(question.row))?.description ?? ""
        let date = question.date.map { " of \($0)" } ?? ""
        return "\(place)\(date): question \(question.kind.rawValue): \(question.reason); \(question.remedy)"
    }
}

extension QuestionReport {
    /// The report of a question of a roster that was read without the service.
    init(_ question: Question, in roster: Roster) {
        let place = roster.places.place(ofRow: Int(question.row)) ?? EventPlace(file: "", line: 0)
        self.init(
            mrn: roster.patients[Int(question.patient)].mrn, kind: question.kind.rawValue,
            date: question.date?.description, file: place.file, row: place.line, resource: place.resource,
            reason: question.reason, remedy: question.remedy)
    }
}
