extension OutgoingMessage {
    /// One item of one patient. Dates are `2026-05-01`, words are those of the protocol.
    public struct Entry: Hashable, Sendable {
        /// An opaque token for the patient, which tells nobody outside who it is.
        public let subject: String
        /// What is owed, such as `brain-mri`.
        public let item: String
        /// What happened to it, such as `overdue`.
        public let stage: String
        /// How quickly it is owed, such as `routine`.
        public let urgency: String
        /// The day on which it should be done.
        public let due: String
        /// The last day of its window.
        public let latest: String
        /// The days since the last day of its window; 0 while it is not late.
        public let daysLate: Int
        /// Why this receiver is told now.
        public let why: String
        /// The patient's name, only where the route opted in to names.
        public let name: String?

        /// An entry of these parts.
        public init(
            subject: String, item: String, stage: String, urgency: String, due: String, latest: String,
            daysLate: Int, why: String, name: String? = nil
        ) {
            self.subject = subject
            self.item = item
            self.stage = stage
            self.urgency = urgency
            self.due = due
            self.latest = latest
            self.daysLate = daysLate
            self.why = why
            self.name = name
        }
    }
}
