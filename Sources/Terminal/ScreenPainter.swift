/// What has to be sent to a terminal so that it shows other lines than before: those that differ, and nothing else.
///
/// Lines may hold the escape sequences of `Colours`; whatever text of others they hold went through `TerminalText` before.
public struct ScreenPainter: Sendable {
    private var shown: [String]?

    /// A painter before a screen of which nothing is known.
    public init() {}

    /// Forgets what the screen shows, so that all of it is painted anew: after a resize, or when others wrote on it.
    public mutating func forget() { shown = nil }

    /// The bytes that make the screen show these lines, from its first on.
    public mutating func paint(_ lines: [String]) -> String {
        var bytes = shown == nil ? "\u{1B}[H\u{1B}[2J" : ""
        for (place, line) in lines.enumerated() {
            if let shown, place < shown.count, shown[place] == line { continue }
            if shown == nil, line.isEmpty { continue }
            // Cleared before it is written: after a line of full width the cursor stands on its last character.
            bytes += "\u{1B}[\(place + 1);1H\u{1B}[2K\(line)"
        }
        if let shown, shown.count > lines.count {
            for place in lines.count..<shown.count { bytes += "\u{1B}[\(place + 1);1H\u{1B}[2K" }
        }
        shown = lines
        return bytes
    }
}
