/// What a Patient resource says of who replaces it.
struct PatientMerge {
    let patient: Int32
    let into: Reference
    let place: RecordPlace
}
