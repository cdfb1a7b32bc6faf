/// What is noted in the audit trail of a read, beside who read and when.
struct ReadNote: Sendable {
    let verb: String
    let patient: String?
    let item: String?
    let detail: String

    init(_ verb: String, patient: String? = nil, item: String? = nil, _ detail: String) {
        (self.verb, self.patient, self.item, self.detail) = (verb, patient, item, detail)
    }
}
