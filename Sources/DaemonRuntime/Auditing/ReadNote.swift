/// What the audit trail notes of somebody who read something.
struct ReadNote {
    let verb: String
    let patient: String?
    let item: String?
    let detail: String

    init(_ verb: String, patient: String? = nil, item: String? = nil, _ detail: String) {
        (self.verb, self.patient, self.item, self.detail) = (verb, patient, item, detail)
    }
}
