/// Where a patient stands. Exactly one phase holds; the first that matches, in this order (protocol.md section 4).
@frozen
public enum Phase: String, CaseIterable, Hashable, Sendable {
    /// The patient died. Nothing is owed.
    case deceased
    /// Surveillance is suspended: hospice, declined or transferred. Only symptoms count.
    case suspended
    /// HER2 is negative and never was positive: not covered by this protocol.
    case notCovered = "not-covered"
    /// The record does not say enough.
    case needsData = "needs-data"
    /// Leptomeningeal disease.
    case leptomeningeal
    /// A brain metastasis was resected and no scan has shown the result.
    case postOperative = "post-operative"
    /// The latest adequate brain scan is equivocal.
    case equivocal
    /// The latest finding is neither treated nor decided upon.
    case undecided
    /// Local therapy since the latest finding, within the first period.
    case afterLocalTherapy = "after-local-therapy"
    /// Local therapy since the latest finding, the first period over.
    case longTerm = "long-term"
    /// The latest finding is treated by drugs alone.
    case systemicTherapyAlone = "systemic-therapy-alone"
    /// The latest finding is observed, or its drug has stopped.
    case observation
    /// Metastatic, without CNS disease.
    case metastaticScreening = "metastatic-screening"
    /// A metastasis is suspected.
    case suspectedMetastasis = "suspected-metastasis"
    /// Early disease.
    case earlyDisease = "early-disease"
}
