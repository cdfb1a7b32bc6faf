/// Whether a scan was made with contrast.
enum Contrast: String, CaseIterable, Hashable, Sendable {
    case given = "contrast"
    case without = "without-contrast"
    case unstated
}
