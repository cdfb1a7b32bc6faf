import CivilCalendar

/// What can be wrong with a protocol file whose values have the right form.
enum ProtocolFault: Hashable {
    /// Text that says nothing.
    case empty
    /// Text with characters that a terminal would obey, or with line breaks.
    case controlCharacters
    /// Text of more characters than this.
    case tooLong(limit: Int)
    /// An identifier with other characters than small letters, digits and hyphens.
    case identifier
    /// An interval into the past where only the future makes sense.
    case negative(Interval)
    /// An interval of no length where that would never end.
    case zero
    /// An interval that reaches further than this, to either side.
    case tooFar(limit: Interval)
    /// An interval that must reach further than another number of the file.
    case notAfter(Interval, key: String)
    /// A repeat without steps.
    case noSteps
    /// A step, other than the last, that holds for ever.
    case untilMissing
    /// A last step that ends, so that nothing would be owed afterwards.
    case lastStepEnds
    /// A step of a rule that only replaces another for a time, without its end.
    case untilRequired(example: String)
    /// A step that ends no later than the one before it.
    case untilNotLater(Interval, than: Interval)
    /// A window that opens before the previous scan was made.
    case earlyCoversRepeat(early: Interval, every: Interval)

    /// What is wrong.
    var reason: String {
        switch self {
        case .empty: "is empty"
        case .controlCharacters: "holds a line break or a control character"
        case .tooLong(let limit): "is longer than \(limit) characters"
        case .identifier: "is not made of small letters, digits and hyphens"
        case .negative(let interval): "\(interval) leads into the past"
        case .zero: "is no time at all"
        case .tooFar(let limit): "reaches further than \(limit)"
        case .notAfter(let interval, let key): "\(interval) does not reach further than \(key)"
        case .noSteps: "has no steps"
        case .untilMissing: "is missing in a step that is not the last, so that the steps after it never hold"
        case .lastStepEnds: "stands in the last step, so that nothing would be owed afterwards"
        case .untilRequired: "is missing, but this rule replaces another one for a time only"
        case .untilNotLater(let until, let previous): "\(until) is not later than \(previous) of the step before"
        case .earlyCoversRepeat(let early, let every):
            "\(early) opens the window before the previous scan, which is \(every) earlier"
        }
    }

    /// What to do about it.
    var remedy: String {
        switch self {
        case .empty: "write what a reader has to know; for a source that was not found, \"none found\""
        case .controlCharacters: "write it on one line of plain text"
        case .tooLong: "shorten it"
        case .identifier: "write it like her2-cns"
        case .negative: "remove the minus sign"
        case .zero: "write how long, such as \"3m\""
        case .tooFar(let limit): "write at most \"\(limit)\"; check the unit (d days, w weeks, m months)"
        case .notAfter(_, let key): "write an interval longer than \(key)"
        case .noSteps: "write one interval, such as \"3m\", or at least one step, such as [{ every = \"3m\" }]"
        case .untilMissing: "add until to this step, or move the step to the end"
        case .lastStepEnds: "remove until here, or add a last step without it, such as { every = \"3m\" }"
        case .untilRequired(let example): "write it like repeat = \(example)"
        case .untilNotLater: "put the steps in the order in which they end"
        case .earlyCoversRepeat(_, let every): "write an interval shorter than \(every)"
        }
    }
}
