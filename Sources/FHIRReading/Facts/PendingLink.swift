/// A reference of a resource that is followed once everything is read.
struct PendingLink {
    /// What the resource it points to decides.
    enum Purpose: UInt8 {
        /// Which drug it was.
        case medication
        /// Whether the test was of tissue.
        case specimen
        /// Which disease is worse.
        case focus
        /// From which cancer a metastasis comes.
        case primary
        /// Why radiotherapy was given.
        case reason
        /// What radiotherapy was of.
        case volume
        /// What an appointment is for.
        case order
        /// Of which cancer a consultation was.
        case visitReason
    }

    let fact: Int32
    let purpose: Purpose
    let reference: Reference
}
