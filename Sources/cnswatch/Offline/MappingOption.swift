import ArgumentParser
import LocatedTOML
import RosterReading

/// How the commands that need no service read a site's own files.
struct MappingOption: ParsableArguments {
    @Option(
        name: .customLong("mapping"),
        help: ArgumentHelp("How the site's own files say what patients.csv and events.csv would.", valueName: "FILE"))
    var file: String?

    /// The mapping, where one is named; a faulty one ends the command.
    func mapping() throws -> RosterMapping? {
        guard let file else { return nil }
        do throws(ConfigurationRefusal) {
            return try RosterMapping(path: file)
        } catch {
            throw Failure(.configuration, "the mapping is refused:\n\(error)")
        }
    }
}
