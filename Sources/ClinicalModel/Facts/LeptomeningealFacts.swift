/// Leptomeningeal disease: whether it is present, since when, and whether it is suspected (protocol.md section 3).
public struct LeptomeningealFacts: Sendable {
    /// The *LM date*: the first row since the last `excluded` that establishes the disease; nil where there is none.
    public private(set) var established: Occurrence?
    /// The unbroken run of `suspected` rows at the end of the leptomeningeal rows.
    private var trailingSuspicions: [Occurrence] = []
    /// All samples of cerebrospinal fluid.
    public private(set) var csf = Occurrences()
    private var positiveCSF: Set<Int> = []

    mutating func note(_ result: LeptomeningealResult, at row: Occurrence) {
        switch result {
        case .suspected:
            trailingSuspicions.append(row)
        case .possible, .probable, .confirmed:
            trailingSuspicions = []
            established = established ?? row
        case .excluded:
            trailingSuspicions = []
            established = nil
        }
    }

    mutating func note(_ result: CytologyResult, at row: Occurrence) {
        csf.append(row)
        switch result {
        case .positive:
            positiveCSF.insert(row.position)
            established = established ?? row
        case .negative, .equivocal:
            break
        }
    }

    /// The suspicions to be worked up: none where the disease is established.
    public var suspicions: [Occurrence] { established == nil ? trailingSuspicions : [] }

    /// Whether a sample showed tumour cells.
    public func isPositive(_ sample: Occurrence) -> Bool { positiveCSF.contains(sample.position) }
}
