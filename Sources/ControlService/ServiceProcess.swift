/// What the running process knows of itself: noted by those who do it, read by the answers to Status and Metrics.
package final class ServiceProcess {
    /// When it started, in seconds since 1970.
    package let startedAt: Int
    /// When it wakes next, in seconds since 1970; nil before the alarm was first armed.
    package var nextWake: Int?
    /// How many connections to the control socket are open.
    package var connections = 0

    /// A process that started at this moment.
    package init(startedAt: Int) { self.startedAt = startedAt }
}
