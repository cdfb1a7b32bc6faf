/// A column of a roster file, by its header name.
protocol RosterColumn: CaseIterable, Hashable, RawRepresentable<String>, Sendable {
    var isRequired: Bool { get }
    /// The column of the record number.
    static var number: Self { get }
    /// Whether it holds a date.
    var isDate: Bool { get }
    /// Whether its text may be shown: it holds a word or a clinical date, and never a person.
    var isShown: Bool { get }
}
