import ArgumentParser
import FHIRReading
import RosterReading

/// How the commands that need no service read a roster, be it tables or FHIR.
struct CodesOption: ParsableArguments {
    @Option(
        name: .customLong("codes"),
        help: ArgumentHelp("The folder of code tables, for a roster of FHIR.", valueName: "FOLDER"))
    var folder: String?

    /// Reads the roster of a folder; one that is refused ends the command, as do faulty code tables.
    func read(_ roster: String, by mapping: RosterMapping? = nil) throws -> RosterReading {
        try refusing { () throws(RosterFolderError) in
            try RosterFolderReader(codes: CodeTableLocator(named: folder), mapping: mapping).read(folder: roster)
        }
    }

    /// What became of the resources of a folder, whether or not it is a roster.
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
