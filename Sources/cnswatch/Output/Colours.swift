import Glibc

/// Colour by urgency, on a terminal only, and never against the reader's wish (`NO_COLOR`, `TERM=dumb`).
struct Colours {
    private let isOn: Bool

    /// The colours that suit standard output.
    static var standard: Colours {
        func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
        return Colours(isOn: StandardOutput.isTerminal && variable("NO_COLOR").isEmpty && variable("TERM") != "dumb")
    }

    init(isOn: Bool) { self.isOn = isOn }

    func heading(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    func urgency(_ urgency: String?, _ text: String) -> String {
        guard isOn, let urgency else { return text }
        switch urgency {
        case "emergency": return "\u{1B}[1;31m\(text)\u{1B}[0m"
        case "inpatient", "urgent": return "\u{1B}[31m\(text)\u{1B}[0m"
        case "soon": return "\u{1B}[33m\(text)\u{1B}[0m"
        case "advisory": return "\u{1B}[2m\(text)\u{1B}[0m"
        default: return text
        }
    }
}
