internal import CSystemd

/// A timer on an event loop.
public final class TimerSource: EventSource {
    /// Starts the timer anew, whether it is waiting, has fired or repeats; debouncing calls this on each change.
    ///
    /// - Parameter microseconds: from now to the firing, on the clock the timer was made with.
    /// - Throws: `EventLoopError.cancelled` or `.adjustment`.
    public func restart(afterMicroseconds microseconds: UInt64) throws(EventLoopError) {
        try adjust { sd_event_source_set_time_relative($0, microseconds) }
        try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_ONESHOT)) }
    }

    /// Stops the timer until it is started anew.
    ///
    /// - Throws: `EventLoopError.cancelled` or `.adjustment`.
    public func stop() throws(EventLoopError) {
        try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_OFF)) }
    }
}
