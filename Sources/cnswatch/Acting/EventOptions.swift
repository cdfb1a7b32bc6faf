import ArgumentParser
import ControlInterface

/// The columns of an event that are seldom said, as options.
struct EventOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The day, month or year; today by default.", valueName: "YYYY-MM-DD"))
    var date: String?
    @Option(help: ArgumentHelp("Where in the body.", valueName: "word")) var site: String?
    @Option(help: ArgumentHelp("How many lesions.", valueName: "number")) var count: String?
    @Option(help: ArgumentHelp("The largest lesion, in millimetres.", valueName: "number")) var sizeMm: String?
    @Option(help: ArgumentHelp("What was measured.", valueName: "number")) var value: String?
    @Option(help: ArgumentHelp("What else there is to say.", valueName: "text")) var note: String?

    /// Says of an event what the options say.
    func complete(_ event: inout EventMessage) throws {
        for (column, value) in said { try EventPhrase.set(column, of: &event, to: value) }
    }

    /// Whether no option is given.
    var isEmpty: Bool { said.isEmpty }

    private var said: [(EventPhrase.Column, String)] {
        let values: [(EventPhrase.Column, String?)] = [
            (.date, date), (.site, site), (.count, count), (.size, sizeMm), (.value, value), (.note, note),
        ]
        return values.compactMap { column, value in value.map { (column, $0) } }
    }
}
