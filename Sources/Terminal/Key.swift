/// A key that somebody pressed.
public enum Key: Equatable, Sendable {
    /// One that writes a character.
    case character(Character)
    /// One that is held with Control, by its letter in lower case.
    case control(Character)
    case enter, escape, tab, backspace, delete
    case up, down, left, right, home, end, pageUp, pageDown
    /// One that means nothing here.
    case unknown
}
