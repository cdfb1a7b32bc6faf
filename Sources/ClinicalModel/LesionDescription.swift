/// What a row tells of the lesions seen: how many, how large the largest, and whether the site is a critical one.
@frozen
public struct LesionDescription: Hashable, Sendable {
    /// Sites in which a lesion of any size calls for a quick decision (protocol.md section 3, *large or critical*).
    @frozen
    public enum CriticalSite: String, CaseIterable, Hashable, Sendable {
        /// Cerebellum.
        case cerebellum
        /// Brainstem.
        case brainstem
    }

    // Minus one stands for "not recorded", so that the whole takes eight bytes.
    private let storedSize: Int32
    private let storedCount: Int16
    /// The critical site, where the row names one.
    public let criticalSite: CriticalSite?

    /// Nothing is told.
    public static let unrecorded = LesionDescription()

    /// The description of `count` lesions (0...9,999), the largest `sizeInMicrometres` in diameter.
    public init(count: Int? = nil, sizeInMicrometres: Int? = nil, criticalSite: CriticalSite? = nil) {
        storedSize = Int32(clamping: sizeInMicrometres ?? -1)
        storedCount = Int16(clamping: count ?? -1)
        self.criticalSite = criticalSite
    }

    /// The number of lesions, where recorded.
    public var count: Int? { storedCount < 0 ? nil : Int(storedCount) }
    /// The largest diameter in micrometres, where recorded; the column `size_mm` is in millimetres.
    public var sizeInMicrometres: Int? { storedSize < 0 ? nil : Int(storedSize) }

    /// Whether the largest lesion exceeds that many millimetres; not so where no size is recorded.
    public func isLarger(thanMillimetres limit: Int) -> Bool { Int(storedSize) > limit * 1_000 }
}
