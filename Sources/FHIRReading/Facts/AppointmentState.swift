/// The state of an appointment.
enum AppointmentState: Hashable, Sendable {
    case booked, cancelled, missed, kept
}
