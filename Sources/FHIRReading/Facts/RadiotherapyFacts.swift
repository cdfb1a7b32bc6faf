/// What a record of radiotherapy tells: where, how often, how much.
struct RadiotherapyFacts: Hashable, Sendable {
    /// What was treated.
    enum Target: UInt8, Hashable, Sendable {
        case untold, brain, breast, neuraxis, elsewhere
        /// The site is not told, and the reason is the primary breast cancer.
        case reasonBreast
        /// The site is not told, and the reason is a brain metastasis.
        case reasonBrain
    }

    var technique: RadiotherapyTechnique
    var target: Target
    /// Zero where it is not told.
    var sessions: UInt16
    /// Hundredths of a gray in all; zero where it is not told.
    var centigray: UInt16
}
