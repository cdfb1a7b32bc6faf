/// A column of a roster file, by its header name.
protocol RosterColumn: CaseIterable, Hashable, RawRepresentable<String>, Sendable {
    var isRequired: Bool { get }
}
