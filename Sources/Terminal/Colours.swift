import Glibc

/// Colour by urgency, on a terminal only, and never against the reader's wish. A word beside it always says the same.
public struct Colours: Sendable {
    /// Whether any text is coloured.
    public let isOn: Bool

    /// The colours for standard output: `NO_COLOR` and `TERM=dumb` turn them off, `CLICOLOR_FORCE` turns them on for
    /// a pipe too; an empty variable has no effect (no-color.org, bixense.com/clicolors).
    public static var standard: Colours {
        func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        if !variable("NO_COLOR").isEmpty { return Colours(isOn: false) }
        let isForced = !variable("CLICOLOR_FORCE").isEmpty && variable("CLICOLOR_FORCE") != "0"
        return Colours(isOn: isForced || isatty(STDOUT_FILENO) == 1 && variable("TERM") != "dumb")
    }

    /// Colours that are on or off.
    public init(isOn: Bool) { self.isOn = isOn }

    /// A heading.
    public func heading(_ text: String) -> String { styled(text, "1") }

    /// The chosen one of several.
    public func chosen(_ text: String) -> String { styled(text, "7") }

    /// A text in the colour of an urgency, given by its word.
    public func urgency(_ urgency: String?, _ text: String) -> String {
        switch urgency {
        case "emergency": styled(text, "1;31")
        case "inpatient", "urgent": styled(text, "31")
        case "soon": styled(text, "33")
        case "advisory": styled(text, "2")
        default: text
        }
    }

    private func styled(_ text: String, _ style: String) -> String {
        isOn ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
    }
}
