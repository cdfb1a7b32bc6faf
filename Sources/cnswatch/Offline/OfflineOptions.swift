import ArgumentParser
import CSVReading
import CivilCalendar
import ClinicalModel
import ControlInterface
import FHIRReading
import LocatedTOML
import ProtocolReading
import RosterFolders
import RosterModel
import Surveillance
import Terminal
import WireMapping

/// The options of the commands that need no service: the day and the protocol.
struct OfflineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The day as of which to plan; today by default.", valueName: "YYYY-MM-DD"),
        transform: AsOf.day)
    var asOf: CivilDate?

    @Option(
        name: .customLong("protocol"),
        help: ArgumentHelp("A protocol file; several, in order of precedence, if given repeatedly.", valueName: "FILE"))
    var protocolFiles: [String] = []

    var day: CivilDate { asOf ?? LocalDay.today }

    /// The protocols, from the named files, the environment, the system, or the checkout that contains the program.
    func protocols() throws -> ProtocolSet { try OfflineOptions.protocols(named: protocolFiles) }

    static func protocols(named files: [String]) throws -> ProtocolSet {
        do {
            let named: [String?] = files.isEmpty ? [nil] : files
            return try ProtocolReader.read(paths: named.map { try ProtocolLocator(named: $0).locate() })
        } catch let refusal as ProtocolRefusal {
            throw Failure(.configuration, "the protocol is refused:\n\(refusal)")
        } catch let error as ProtocolNotFound {
            throw Failure(.configuration, "\(error)")
        }
    }

    func reference(_ protocols: ProtocolSet) -> ProtocolReference {
        ProtocolReference(protocols, fingerprint: "\(ProtocolFingerprint(of: protocols))")
    }

    /// The roster of a folder; reports set-aside rows and questions on standard error.
    static func roster(
        _ folder: String, _ codes: CodesOption, by mapping: RosterMapping? = nil
    ) throws -> RosterReading {
        var bar = ProgressBar()
        defer { bar.end() }
        bar.show("reading \(folder)")
        let reading = try codes.read(folder, by: mapping)
        bar.end()
        let totals = reading.totals
        if totals.rejectedRows + totals.orphanRows + totals.warnings + reading.questions.count > 0 {
            StandardError.say("\(SetAsideText(reading)); see: cnswatch roster check \(folder)")
        }
        return reading
    }
}

/// How the commands that need no service read a roster, from tables or FHIR.
struct CodesOption: ParsableArguments {
    @Option(
        name: .customLong("codes"),
        help: ArgumentHelp("The folder of code tables, for a roster of FHIR.", valueName: "FOLDER"))
    var folder: String?

    /// Reads the roster of a folder; a refused one ends the command, as do faulty code tables.
    func read(_ roster: String, by mapping: RosterMapping? = nil) throws -> RosterReading {
        try refusing { () throws(RosterFolderError) in
            try RosterFolderReader(codes: CodeTableLocator(named: folder), mapping: mapping).read(folder: roster)
        }
    }

    /// The outcome of each resource of a folder, whether or not the folder is a roster.
    func coverage(_ roster: String) throws -> Coverage {
        try refusing { () throws(RosterFolderError) in
            try RosterFolderReader(codes: CodeTableLocator(named: folder)).coverage(folder: roster)
        }
    }

    private func refusing<Value>(_ body: () throws(RosterFolderError) -> Value) throws -> Value {
        do throws(RosterFolderError) {
            return try body()
        } catch {
            switch error {
            case .roster(let refusal): throw Failure(.faultyData, "the roster is refused whole:\n\(refusal)")
            case .codes(let refusal): throw Failure(.configuration, "the code tables are refused:\n\(refusal)")
            }
        }
    }
}

/// How the commands that need no service read a site's own files.
struct MappingOption: ParsableArguments {
    @Option(
        name: .customLong("mapping"),
        help: ArgumentHelp("How the site's own files say what patients.csv and events.csv would.", valueName: "FILE"))
    var file: String?

    /// The mapping, if one is named; a faulty one ends the command.
    func mapping() throws -> RosterMapping? {
        guard let file else { return nil }
        do throws(ConfigurationRefusal) {
            return try RosterMapping(path: file)
        } catch {
            throw Failure(.configuration, "the mapping is refused:\n\(error)")
        }
    }
}

/// How many rows of a roster were set aside, and how many questions are open.
struct SetAsideText: CustomStringConvertible {
    let description: String

    init(_ reading: RosterReading) {
        let totals = reading.totals
        let records = reading.roster.hasResources ? "resource" : "row"
        var parts = [
            "\(Pluralised(totals.rejectedRows, records)) set aside (\(totals.orphanRows) of unknown patients)",
            "\(Pluralised(totals.warnings, "warning"))",
        ]
        if !reading.questions.isEmpty { parts.append("\(Pluralised(reading.questions.count, "question"))") }
        description = parts.joined(separator: ", ")
    }
}
