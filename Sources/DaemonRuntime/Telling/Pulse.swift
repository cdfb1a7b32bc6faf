import Delivery
import Systemd

/// Sends the heartbeat, and tries again where nobody answers; nothing waits for it.
final class Pulse {
    private static let againMicroseconds: UInt64 = 300_000_000

    private let heartbeat: Heartbeat?
    private let messengers: Messengers
    private var again: TimerSource?
    private var isUnderWay = false
    private var isUnheard = false

    /// Called where it is answered no more, and where it is again.
    var onChange: (HeartbeatChange) -> Void = { _ in }

    init(loop: EventLoop, _ heartbeat: Heartbeat?, messengers: Messengers) throws {
        self.heartbeat = heartbeat
        self.messengers = messengers
        guard heartbeat != nil else { return }
        again = try loop.addMonotonicTimer(afterMicroseconds: Pulse.againMicroseconds) { [unowned self] in beat() }
        try again?.stop()
    }

    /// Sends it, unless it is under way.
    func beat() {
        guard let heartbeat, !isUnderWay else { return }
        isUnderWay = (try? messengers.send(.heartbeat(heartbeat), on: .heartbeat, to: "the heartbeat")) != nil
        if !isUnderWay { settle("its thread cannot be started") }
    }

    /// Notes what became of it.
    func settle(_ outcome: Outcome) {
        isUnderWay = false
        switch outcome {
        case .accepted:
            if isUnheard { onChange(.heardAgain) }
            isUnheard = false
        case .retryable(let fault, _), .refused(let fault): settle("\(fault)")
        }
    }

    private func settle(_ fault: String) {
        if !isUnheard { onChange(.unheard(fault)) }
        isUnheard = true
        try? again?.restart(afterMicroseconds: Pulse.againMicroseconds)
    }
}
