import ArgumentParser
import LocatedTOML
import RosterReading

/// How the commands that need no service read a site's own files.
struct MappingOption: ParsableArguments {
    @Option(
        name: .customLong("mapping"),
        help: ArgumentHelp("How the site's own files say what patients.csv and events.csv would.", valueName: "FILE"))
    var file: String?

    /// What reads a roster folder; a faulty mapping ends the command.
    func reader() throws -> RosterReader {
        guard let file else { return RosterReader() }
        do throws(ConfigurationRefusal) {
            return RosterReader(mapping: try RosterMapping(path: file))
        } catch {
            throw Failure(.configuration, "the mapping is refused:\n\(error)")
        }
    }
}
