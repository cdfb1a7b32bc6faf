/// What became of an appointment.
@frozen
public enum AppointmentResult: String, CaseIterable, Hashable, Sendable {
    /// It is booked.
    case booked
    /// It was cancelled.
    case cancelled
    /// The patient did not come.
    case missed
}
