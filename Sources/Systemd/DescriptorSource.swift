internal import CSystemd

/// A descriptor on an event loop, whose watched events can be changed, as a full buffer on either side asks for.
///
/// The descriptor stays the caller's: cancel the source, then close it.
public final class DescriptorSource: EventSource {
    /// Replaces the events watched for; the empty set stops listening until the next call.
    ///
    /// - Throws: `EventLoopError.cancelled` or `.adjustment`.
    public func watch(_ events: DescriptorEvents) throws(EventLoopError) {
        // With an empty mask epoll would still report a hang-up, on every turn, to a handler that wants to hear nothing.
        guard !events.isEmpty else {
            try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_OFF)) }
            return
        }
        try adjust { sd_event_source_set_io_events($0, events.rawValue) }
        try adjust { sd_event_source_set_enabled($0, Int32(SD_EVENT_ON)) }
    }
}
