/// The groups of the machine whose members may read and may act: the admin's choice, `[access]` of the configuration.
struct AccessGroups: Hashable, Sendable {
    /// Groups whose members may read.
    var viewers: [String]
    /// Groups whose members may act as well.
    var operators: [String]

    /// What holds where nothing is configured; the package makes these groups.
    static let standard = AccessGroups(viewers: ["cnswatch-viewer"], operators: ["cnswatch-operator"])
}
