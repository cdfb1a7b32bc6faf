/// The latest value on each scale of a patient's condition.
public struct PerformanceFacts: Sendable {
    /// A value, in thousandths of its unit, and the row that gives it.
    public typealias Value = (thousandths: Int32, row: Occurrence)

    private var kps: Value?
    private var ecog: Value?
    private var lvef: Value?

    mutating func note(_ thousandths: Int32, on scale: PerformanceScale, at row: Occurrence) {
        switch scale {
        case .kps: kps = (thousandths, row)
        case .ecog: ecog = (thousandths, row)
        case .lvef: lvef = (thousandths, row)
        }
    }

    /// The latest value on a scale; nil where there is none.
    public subscript(scale: PerformanceScale) -> Value? {
        switch scale {
        case .kps: kps
        case .ecog: ecog
        case .lvef: lvef
        }
    }
}
