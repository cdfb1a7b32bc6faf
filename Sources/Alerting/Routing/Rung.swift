import CivilCalendar

/// A step of a ladder as it applies to one occasion of an item.
public struct Rung: Hashable, Sendable {
    /// Which: `step-2` or `repeat-3`.
    public enum Kind: Hashable, Sendable {
        /// The step of the route's ladder with this number, from 1.
        case step(Int)
        /// Telling once more, for the so-manieth time, from 1.
        case again(Int)
    }

    /// Which.
    public let kind: Kind
    /// The first day on which it holds.
    public let day: CivilDate
    /// Who is told.
    public let receivers: [String]
    /// What has lasted, in words.
    public let why: String

    /// The word that tells it from others of the same occasion.
    public var word: String {
        switch kind {
        case .step(let number): "step-\(number)"
        case .again(let number): "repeat-\(number)"
        }
    }
}
