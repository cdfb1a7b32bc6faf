import Delivery
import Systemd
import WatchStore

/// What staff change about what is told.
extension Watchman {
    /// The number of what was made; nil where there was nothing to change.
    func change(_ request: TellingRequest) throws(StoreError) -> Int64? {
        let now = clock.now
        let number = try store.write { writer -> Int64? in
            switch request {
            case .silence(let matcher, let until, let reason, let who):
                return try writer.addSilence(matcher, until: until, reason: reason, by: who, at: now)
            case .endSilence(let id, let who): return try writer.endSilence(id, by: who, at: now) ? id : nil
            case .drill(let route, let receivers):
                var first: Int64?
                for receiver in receivers {
                    let id = try writer.addMessage(
                        to: receiver, by: route, kind: MessageKind.drill.rawValue,
                        priority: JournalPriority.notice.rawValue,
                        line: "a test of the route \(route): nobody is owed anything because of it", at: now,
                        telling: [])
                    first = first ?? id
                }
                return first
            }
        }
        try handOver()
        return number
    }
}
