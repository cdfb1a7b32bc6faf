/// What a record of a drug says of its course.
enum DrugState: Hashable, Sendable {
    /// It was given or ordered from this day on.
    case started
    /// The same, and the order is over without saying when.
    case startedAndOver
    /// It was ended on this day.
    case stopped
}
